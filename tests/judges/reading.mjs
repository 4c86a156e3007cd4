// The EPUB in the preview's reader, in the system's Chromium.
//
//   node reading.mjs use ADDRESS FOLDER MASTER     used as an author uses it, MASTER saved meanwhile
//   node reading.mjs hostile ADDRESS FOLDER        a book full of scripts is turned from its first page to its last
//   node reading.mjs unsifted ADDRESS FOLDER       the same, but its documents reach foliate-js as they are
//   node reading.mjs documents ADDRESS FOLDER      the same, shown document by document
//   node reading.mjs unguarded FILE FOLDER         the same markup in a page without a policy: what would happen
//   node reading.mjs without ADDRESS FOLDER        the preview where foliate-js is not there
//
// Out: on stdout a JSON object of what was seen; in FOLDER, screenshots. All of luar.invalid is this machine.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const [mode, address, folder, master] = process.argv.slice(2)
const seen = { errors: [], barriers: [] }
const patience = { timeout: 120_000 }
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--host-resolver-rules=MAP luar.invalid 127.0.0.1'] })
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
page.on('pageerror', error => seen.errors.push(String(error)))
const draw = name => page.screenshot({ path: join(folder, `${name}.png`) })

const built = () => page.waitForFunction(() => /^Mutakhir/.test(document.querySelector('#keadaan').textContent), null, patience)
const reader = () => page.frames().find(frame => frame.url().endsWith('/pembaca/'))
// Until the page that was asked for is there: foliate-js takes no other turn within a tenth of a second.
const settled = () => page.waitForTimeout(400)
const opened = async () => {
    await page.goto(address)
    await built()
    await page.focus('#tab-halaman')
    await page.keyboard.press('ArrowRight')
    const element = await page.waitForSelector('#bingkai-pembaca', patience)
    const frame = await element.contentFrame()
    await frame.waitForFunction(() => document.querySelector('#pesan')?.textContent === '', null, patience)
    await settled()
}
const look = () => reader().evaluate(() => {
    const view = document.querySelector('#buku foliate-view')
    return {
        text: view.lastLocation.range.toString().replace(/\s+/g, ' ').trim(),
        place: document.querySelector('#tempat').textContent,
        page: document.querySelector('#cetak').value && document.querySelector('#cetak').selectedOptions[0].text,
        focus: document.activeElement.id || document.activeElement.localName,
        off: [...document.querySelectorAll('[aria-disabled=true]')].map(button => button.textContent),
        framed: view.renderer.getContents()[0].doc.defaultView.frameElement.title,
    }
})
const turned = async deed => {
    await deed()
    await settled()
    return look()
}
const inBook = async (work, given) => (await reader().$('#buku foliate-view')).evaluate(work, given)

const toChapter = async title => {
    await reader().click('#buka-daftar')
    return turned(() => reader().click(`#isi button:text-is("${title}")`))
}

const axe = await readFile(join(import.meta.dirname, 'node_modules', '@daisy', 'axe-core-for-ace', 'axe.min.js'), 'utf-8')
const judge = async frame => {
    await frame.evaluate(axe)
    const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']
    const { violations } = await frame.evaluate(runOnly => window.axe.run({ iframes: false, runOnly }), rules)
    seen.barriers.push(...violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`))
}

// Until the reader shows the build that follows a save.
const saved = async change => {
    await reader().evaluate(() => { document.querySelector('#buku foliate-view').id = 'lama' })
    await writeFile(master, change(await readFile(master, 'utf-8')))
}
const renewed = async () => {
    await reader().waitForFunction(() => !document.querySelector('#lama')
        && document.querySelectorAll('#buku foliate-view').length === 1, null, patience)
    await settled()
    return look()
}

const use = async () => {
    await opened()
    seen.first = await look()
    await draw('pembaca-terang')
    await judge(page)
    await judge(reader())

    seen.byButton = await turned(() => reader().click('#sesudah'))
    await reader().focus('#buka-daftar')
    seen.byKey = await turned(() => page.keyboard.press('ArrowRight'))
    seen.byKeyBack = await turned(() => page.keyboard.press('ArrowLeft'))
    await inBook(view => view.renderer.focusView())
    seen.byKeyInBook = await turned(() => page.keyboard.press('PageDown'))

    await reader().focus('#buka-daftar')
    await page.keyboard.press('Enter')
    seen.contents = await reader().locator('#isi button').allTextContents()
    await judge(reader())
    await draw('pembaca-daftar')
    await reader().locator('#isi button', { hasText: 'Bagian Kedua' }).focus()
    seen.byContents = await turned(() => page.keyboard.press('Enter'))
    seen.current = await reader().locator('#isi [aria-current=true]').allTextContents()
    seen.byPage = await turned(() => reader().selectOption('#cetak', { label: '1' }))
    seen.byBack = await turned(() => reader().click('#kembali'))

    await toChapter('Bagian Kesatu')
    await inBook(view => view.renderer.getContents()[0].doc.querySelector('a[role=doc-noteref]').focus())
    await turned(() => page.keyboard.press('Enter'))
    seen.note = await reader().evaluate(() => ({
        title: document.querySelector('#catatan[open] h2')?.textContent,
        text: document.querySelector('#catatan foliate-view')?.renderer.getContents()[0].doc.body.innerText.trim(),
    }))
    await judge(reader())
    await draw('pembaca-catatan')
    await page.keyboard.press('Escape')
    await settled()
    seen.noteLeft = await reader().locator('#catatan foliate-view').count()
    seen.backAtMark = await inBook(view => view.renderer.getContents()[0].doc.activeElement.getAttribute('role'))
    await turned(() => inBook(view => view.renderer.getContents()[0].doc.querySelector('a[role=doc-noteref]').click()))
    seen.byNote = await turned(() => reader().evaluate(() => document.querySelector('#catatan foliate-view')
        .renderer.getContents()[0].doc.querySelector('a[href*=penutup]').click()))
    await turned(() => inBook(view => view.renderer.getContents()[0].doc.querySelector('a[href^=https]').click()))
    seen.said = await reader().textContent('#pesan')

    // A passage in the middle of the last chapter stays, whatever is written elsewhere, or into it.
    await toChapter('Bagian Ketiga')
    seen.read = await turned(() => reader().click('#sesudah'))
    await inBook(view => view.renderer.focusView())
    const [rewritten, passage] = seen.read.text.match(/\w+ ketiga \d+ \w+ ketiga \d+/g)
    seen.passage = passage
    const more = 'Alinea baru yang panjang ditulis di sini selagi pratinjau terbuka. '.repeat(60)
    await saved(text => text.replace('\n## Bagian Ketiga\n', `\n## Bagian Sisipan\n\n${more}\n\n## Bagian Ketiga\n`))
    seen.afterChapter = await renewed()
    await saved(text => text.replace('\n## Bagian Ketiga\n', `\n## Bagian Ketiga\n\n${more}\n`))
    seen.afterParagraph = await renewed()
    await saved(text => text.replace(rewritten, 'kata-kata yang lain').replace('\n## Bagian Ketiga\n', `$&\n${more}\n`))
    seen.afterRewriting = await renewed()

    // The place is kept also where nobody sees the reader while the book changes.
    await page.click('#tab-halaman')
    await saved(text => text.replace('Bagian Kesatu', 'Bagian Pertama'))
    await page.waitForFunction(() => !/^Mutakhir/.test(document.querySelector('#keadaan').textContent), null, patience)
    await built()
    await page.click('#tab-epub')
    seen.afterHiding = await renewed()
    seen.contentsLater = await reader().locator('#isi button').allTextContents()

    await page.emulateMedia({ colorScheme: 'dark' })
    await settled()
    await draw('pembaca-gelap')
    await judge(reader())
    await page.setViewportSize({ width: 400, height: 800 })
    await settled()
    seen.narrow = await look()
    seen.overflow = await reader().evaluate(() => document.documentElement.scrollWidth - innerWidth)
    await draw('pembaca-sempit')
    await judge(reader())
}

// Every script of the hostile book writes to the topmost window that it did.
const marks = () => page.evaluate(() => window.ran ?? '')

// Without the sieve of the documents, the policy of the page stands alone.
const unsifted = async () => {
    await page.route('**/pembaca/aman.js', route => route.fulfill({
        contentType: 'text/javascript', body: 'export const harmless = () => {}' }))
    await hostile()
}

// The same book document by document.
const documents = async () => {
    await opened()
    await page.selectOption('#tampilan', 'dokumen')
    seen.sections = await page.locator('#dokumen option').count()
    seen.visited = []
    for (let at = 0; at < seen.sections; at++) {
        await page.selectOption('#dokumen', { index: at })
        await page.waitForTimeout(500)
        const path = await page.locator('#dokumen').inputValue()
        if (page.frames().some(frame => frame.url().includes(`/epub/${path}?`))) seen.visited.push(at)
    }
    await draw('pembaca-dokumen')
    await ended()
}

const ended = async () => {
    seen.ran = await marks()
    seen.title = await page.title()
    seen.pages = browser.contexts()[0].pages().length
    seen.here = [page.url(), reader().url()]
}

const hostile = async () => {
    await opened()
    seen.visited = new Set()
    for (let last = false, left = 200; !last && left; left--) {
        seen.visited.add(await inBook(view => {
            const [{ doc, index }] = view.renderer.getContents()
            for (const link of doc.querySelectorAll('a.jahat')) link.click()
            return index
        }))
        last = await inBook(async view => {
            await view.next()
            return view.renderer.atEnd
        })
        await page.waitForTimeout(100)
    }
    await reader().click('#buka-daftar')
    await settled()
    await draw('pembaca-jahat')
    seen.visited = [...seen.visited]
    seen.sections = await inBook(view => view.book.sections.length)
    await ended()
}

const unguarded = async () => {
    await page.goto('about:blank')
    await page.setContent(await readFile(address, 'utf-8'), { waitUntil: 'commit' })
    await page.waitForTimeout(1500)
    seen.ran = await marks()
}

const without = async () => {
    await page.goto(address)
    await page.waitForFunction(() => document.querySelector('#dokumen').options.length > 0, null, patience)
    await page.click('#tab-epub')
    const frame = await (await page.waitForSelector('#bingkai-epub', patience)).contentFrame()
    await frame.waitForURL(/\/epub\//, patience)
    seen.told = await page.locator('#tanpa-pembaca').innerText()
    seen.choice = await page.locator('#tampilan').isVisible()
    seen.reader = await page.locator('#bingkai-pembaca').isVisible()
    await judge(page)
    await draw('pembaca-tanpa')
}

try {
    await { use, hostile, unsifted, documents, unguarded, without }[mode]()
} finally {
    await browser.close()
}
console.log(JSON.stringify(seen))
