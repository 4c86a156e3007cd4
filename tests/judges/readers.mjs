// An EPUB is opened in foliate-js and in epub.js, in the system's Chromium, and used as a reader uses it.
//
//   node readers.mjs BOOK.epub FOLDER LABEL WORD
//
// Out: on stdout a JSON object of what was seen; in FOLDER, screenshots. LABEL is the page to go to, WORD what is
// searched for. Nothing is fetched: every request is answered from this folder or refused.
import { readFile } from 'node:fs/promises'
import { join, extname } from 'node:path'
import { chromium } from 'playwright-core'

const [epub, folder, label, word] = process.argv.slice(2)
const modules = join(import.meta.dirname, 'node_modules')
const types = { '.js': 'text/javascript', '.html': 'text/html', '.epub': 'application/epub+zip' }
const sizes = { ponsel: { width: 390, height: 844 }, pembaca: { width: 600, height: 800 } }

const empty = '<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark">'
    + '<style>html, body, foliate-view, #buku { margin: 0; height: 100%; display: block }</style><body>'

const answer = async route => {
    const path = decodeURIComponent(new URL(route.request().url()).pathname)
    const body = path === '/' ? empty : await readFile(path === '/buku.epub' ? epub : join(modules, path))
    await route.fulfill({ body, contentType: path === '/' ? 'text/html' : types[extname(path)] ?? 'text/plain' })
}

const opened = async (browser, size, scheme, seen) => {
    const page = await browser.newPage({ viewport: sizes[size], colorScheme: scheme })
    if (process.env.DEBUG_READERS) page.on('console', m => console.error(m.type(), m.text()))
    page.on('pageerror', error => seen.errors.push(String(error)))
    page.on('console', message => message.type() === 'error' && seen.errors.push(message.text()))
    await page.route('**/*', route => /^http:\/\/buku\.test\//.test(route.request().url()) ? answer(route)
        : /^(blob|data):/.test(route.request().url()) ? route.continue() : route.abort())
    await page.goto('http://buku.test/')
    return page
}

const inFoliate = ([label, word]) => new Promise((resolve, reject) => (async () => {
    await import('/foliate-js/view.js')
    const { FootnoteHandler } = await import('/foliate-js/footnotes.js')
    const view = document.createElement('foliate-view')
    document.body.append(view)
    window.view = view
    const docs = new Map()
    view.addEventListener('load', ({ detail }) => docs.set(detail.index, detail.doc))
    const notes = new FootnoteHandler()
    notes.addEventListener('before-render', ({ detail }) => document.body.append(detail.view))
    const note = new Promise(done => notes.addEventListener('render', ({ detail }) => {
        const { view: popup, type, hidden } = detail
        setTimeout(() => {
            done({ type, hidden, text: popup.renderer.getContents()[0].doc.body.textContent.trim() })
            popup.remove()
        }, 600)
    }))
    const file = new File([await (await fetch('/buku.epub')).blob()], 'buku.epub')
    await view.open(file)
    view.renderer.setStyles('html { color-scheme: light dark }')
    view.addEventListener('link', event => {
        if (event.detail.a.getAttribute('role') === 'doc-noteref') notes.handle(view.book, event)
    })
    const settled = () => new Promise(done => setTimeout(done, 600))
    const { toc, pageList, landmarks } = view.book
    const seen = { toc: toc.length, pages: pageList.map(item => item.label), landmarks: landmarks.length }
    await view.goTo(toc[1].href)
    await settled()
    seen.contents = view.lastLocation.tocItem?.label
    await view.goTo(pageList.find(item => item.label === label).href)
    await settled()
    seen.page = { label: view.lastLocation.pageItem?.label, text: view.lastLocation.range.toString() }
    const find = async selector => {
        for (let index = 0; index < view.book.sections.length; index++) {
            await view.goTo(index)
            await settled()
            const found = docs.get(index)?.querySelector(selector)
            if (found) return found
        }
        throw new Error(selector)
    }
    const mark = await find('a[role=doc-noteref]')
    mark.click()
    seen.note = await note
    const term = await find('a[role=doc-glossref]')
    await view.renderer.goTo({ index: view.renderer.getContents()[0].index, anchor: () => term })
    await settled()
    const before = view.lastLocation.cfi
    term.click()
    await settled()
    await settled()
    seen.term = { asked: term.textContent, text: view.lastLocation.range.toString() }
    view.history.back()
    await settled()
    await settled()
    seen.back = view.lastLocation.range.toString().includes(term.textContent) && before.length > 0
    seen.hits = 0
    for await (const found of view.search({ query: word })) seen.hits += found.subitems?.length ?? 0
    await view.goTo(pageList.find(item => item.label === label).href)
    await settled()
    resolve(seen)
})().catch(reject))

const inEpubJs = async label => {
    for (const source of ['/jszip/dist/jszip.min.js', '/epubjs/dist/epub.js']) {
        await new Promise((done, fail) => document.body.append(Object.assign(document.createElement('script'),
            { src: source, onload: done, onerror: fail })))
    }
    const book = window.ePub(await (await fetch('/buku.epub')).arrayBuffer())
    const place = Object.assign(document.createElement('div'), { id: 'buku' })
    document.body.append(place)
    const rendition = book.renderTo(place, { width: innerWidth, height: innerHeight })
    await book.ready
    const page = book.pageList.pageList.find(item => String(item.page) === label)
    await rendition.display(page.href)
    await new Promise(done => setTimeout(done, 1000))
    const [contents] = rendition.getContents()
    const box = contents.document.getElementById(page.href.split('#')[1]).getBoundingClientRect()
    return { toc: book.navigation.toc.length, pages: book.pageList.pageList.length, marked: box.left >= 0,
        text: contents.document.body.textContent.length }
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] })
const seen = { errors: [] }
try {
    for (const size of Object.keys(sizes)) {
        for (const scheme of ['light', 'dark']) {
            const page = await opened(browser, size, scheme, seen)
            seen.foliate = await page.evaluate(inFoliate, [label, word])
            await page.screenshot({ path: join(folder, `foliate-${size}-${scheme}.png`) })
            await page.close()
        }
    }
    const page = await opened(browser, 'ponsel', 'light', seen)
    seen.epubjs = await page.evaluate(inEpubJs, label)
    await page.screenshot({ path: join(folder, 'epubjs-ponsel.png') })
} finally {
    await browser.close()
}
console.log(JSON.stringify(seen))
