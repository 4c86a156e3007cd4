// What runs in the page of a browser: an EPUB in a reading system, foliate-js or epub.js, the size of a device.
import { FootnoteHandler } from '/foliate-js/footnotes.js'
import '/foliate-js/view.js'

const waiting = ms => new Promise(done => setTimeout(done, ms))
const settled = () => waiting(200)
const painted = async doc => {
    await Promise.all([...doc.images].map(image => image.decode().catch(() => said.push(`undrawn: ${image.alt}`))))
    await settled()
}
const said = []

window.addEventListener('error', event => said.push(String(event.message)))
window.addEventListener('unhandledrejection', event => said.push(String(event.reason)))
const { error } = console
console.error = (...words) => {
    said.push(words.join(' '))
    error(...words)
}

let reader

// A reading system of that name opens the book in a box of so many CSS pixels.
window.openBook = async (name, width, height) => {
    const box = document.getElementById('buku')
    Object.assign(box.style, { width: `${width}px`, height: `${height}px` })
    reader = await { foliate, epubjs }[name](box, width, height)
}
window.show = place => reader.show(place)
window.use = (...given) => reader.use(...given)
window.complaints = () => said

const foliate = async box => {
    const view = document.createElement('foliate-view')
    box.append(view)
    const docs = new Map()
    view.addEventListener('load', ({ detail }) => docs.set(detail.index, detail.doc))
    await view.open(new File([await (await fetch('/buku.epub')).blob()], 'buku.epub'))
    view.renderer.setStyles('html { color-scheme: light dark }')
    const show = async place => {
        await view.goTo(`EPUB/${place}`)
        const [{ doc }] = view.renderer.getContents()
        await painted(doc)
        return cutOff(doc)
    }
    return { show, use: (label, word) => read(view, docs, label, word) }
}

// The words of what sticks out of the line: a column is as wide as the body.
const cutOff = doc => {
    const found = []
    const width = doc.body.getClientRects()[0].width + 1
    for (const element of doc.body.querySelectorAll('p, li, h1, h2, h3, h4, td, th, dd, dt, pre, img, table, math, span, a')) {
        const isWide = [...element.getClientRects()].some(rect => rect.width > width)
            || (element.localName === 'pre' && element.scrollWidth > element.clientWidth)
        if (isWide) found.push(`${element.localName} ${element.textContent.trim().slice(0, 60)}`)
    }
    return found
}

// Uses the book as a reader does; what was seen.
const read = async (view, docs, label, word) => {
    const notes = new FootnoteHandler()
    notes.addEventListener('before-render', ({ detail }) => document.getElementById('catatan').append(detail.view))
    const popup = new Promise(done => notes.addEventListener('render', ({ detail }) => done(detail)))
    view.addEventListener('link', event => {
        if (event.detail.a.getAttribute('role') === 'doc-noteref') notes.handle(view.book, event)
    })
    const { toc, pageList, landmarks } = view.book
    const seen = { toc: toc.length, pages: pageList.map(item => item.label), landmarks: landmarks.length }
    const shown = () => view.lastLocation.range.toString()

    await view.goTo(toc[1].href)
    await settled()
    seen.contents = view.lastLocation.tocItem?.label
    await view.goTo(pageList.find(item => item.label === label).href)
    await settled()
    seen.page = { label: view.lastLocation.pageItem?.label, text: shown() }

    const find = async selector => {
        for (let index = 0; index < view.book.sections.length; index++) {
            await view.goTo(index)
            const found = docs.get(index)?.querySelector(selector)
            if (found) return found
        }
        throw new Error(selector)
    }
    const mark = await find('a[role=doc-noteref]')
    mark.click()
    const { view: note, type, hidden } = await popup
    await settled()
    seen.note = { type, hidden, text: note.renderer.getContents()[0].doc.body.textContent.trim() }
    const term = await find('a[role=doc-glossref]')
    await view.renderer.goTo({ index: view.renderer.getContents()[0].index, anchor: () => term })
    await settled()
    term.click()
    await waiting(800)
    seen.term = { asked: term.textContent, text: shown() }
    view.history.back()
    await waiting(800)
    seen.back = shown().includes(term.textContent)
    seen.hits = 0
    for await (const found of view.search({ query: word })) seen.hits += found.subitems?.length ?? 0
    return seen
}

const epubjs = async (box, width, height) => {
    for (const source of ['/jszip/dist/jszip.min.js', '/epubjs/dist/epub.js']) {
        await new Promise((done, fail) => document.body.append(Object.assign(document.createElement('script'),
            { src: source, onload: done, onerror: fail })))
    }
    const book = window.ePub(await (await fetch('/buku.epub')).arrayBuffer())
    const rendition = book.renderTo(box, { width, height, spread: 'none' })
    rendition.themes.default({ html: { 'color-scheme': 'light dark' } })
    await book.ready
    const show = async place => {
        await rendition.display(place)
        await painted(rendition.getContents()[0].document)
        return []
    }
    // The page of that label, the word searched for.
    const use = async (label, word) => {
        const page = book.pageList.pageList.find(item => String(item.page) === label)
        await show(page.href)
        const [contents] = rendition.getContents()
        const left = contents.document.getElementById(page.href.split('#')[1]).getBoundingClientRect().left
            - rendition.manager.container.scrollLeft
        let hits = 0
        for (const item of book.spine.spineItems) {
            await item.load(book.load.bind(book))
            hits += item.find(word).length
            item.unload()
        }
        return { toc: book.navigation.toc.length, pages: book.pageList.pageList.length,
            marked: left >= 0 && left < width, hits }
    }
    return { show, use }
}

window.ready = true
