// An EPUB is opened in foliate-js and in epub.js, in an engine of e-readers, and used as a reader uses it.
//
//   node readers.mjs ENGINE BOOK.epub FOLDER LABEL WORD [PLACE…]
//
// ENGINE is chromium or webkit. Out: on stdout a JSON object of what was seen; in FOLDER, a picture for each reading
// system, device, colour scheme and PLACE (an address in the book). LABEL is the printed page to go to, WORD what is
// searched for; with an empty LABEL the book is only drawn. A server of our own, on this machine alone, gives the pages;
// what they hold can fetch nothing else.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { engines } from './engines.mjs'

const [engine, epub, folder, label, word, ...places] = process.argv.slice(2)
const here = import.meta.dirname
const types = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.epub': 'application/epub+zip' }
const sizes = { ponsel: [390, 844], pembaca: [600, 800] }
const systems = ['foliate', 'epubjs']

const empty = `<!doctype html><html lang="id"><meta charset="utf-8"><title>Buku</title>
<meta name="color-scheme" content="light dark">
<style>body { margin: 0 } #buku { overflow: hidden } foliate-view { display: block; height: 100% }
#catatan foliate-view { height: 300px }</style>
<body><div id="buku"></div><div id="catatan"></div><script type="module" src="/page.mjs"></script>`
const only = "default-src 'self' blob: data: 'unsafe-inline' 'unsafe-eval'"

const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://buku').pathname))
    const file = path === '/buku.epub' ? epub : path === '/page.mjs' ? join(here, path) : join(here, 'node_modules', path)
    try {
        const body = path === '/' ? empty : await readFile(file)
        response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'text/html', 'Content-Security-Policy': only })
        response.end(body)
    } catch {
        response.writeHead(404).end()
    }
}).listen(0, '127.0.0.1')
await once(server, 'listening')
const address = `http://127.0.0.1:${server.address().port}/`

const seen = { errors: [], cut: [] }
const opened = async (browser, system, size) => {
    await browser.open(address)
    for (let left = 100; !await browser.call('eval', 'window.ready'); left--) {
        if (!left) throw new Error('the page did not load')
        await new Promise(done => setTimeout(done, 50))
    }
    await browser.call('openBook', system, ...sizes[size])
}

try {
    for (const scheme of ['terang', 'gelap']) {
        const browser = await engines[engine](scheme === 'gelap')
        try {
            for (const system of systems) {
                for (const size of Object.keys(sizes)) {
                    await opened(browser, system, size)
                    for (const [number, place] of places.entries()) {
                        const cut = await browser.call('show', place)
                        seen.cut.push(...cut.map(words => `${system} ${size} ${place}: ${words}`))
                        await browser.draw(join(folder, `${system}-${size}-${scheme}-${number + 1}.png`))
                    }
                    if (label && scheme === 'terang' && size === 'ponsel') seen[system] = await browser.call('use', label, word)
                    seen.errors.push(...await browser.call('complaints'))
                }
            }
        } finally {
            await browser.close()
        }
    }
} finally {
    server.close()
}
console.log(JSON.stringify(seen))
