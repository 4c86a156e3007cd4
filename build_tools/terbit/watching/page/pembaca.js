// The reader of `terbit watch`: the EPUB in foliate-js, a page at a time. The main page says when there is a new build;
// the passage that is read stays where it is. What is of the book stands in frames of its own, or is set as text.
import { makeBook } from '../foliate-js/view.js'
import { harmless } from './aman.js'
import { notesIn } from './catatan.js'
import { findPlace, placeOf, rangeAt } from './tempat.js'

const id = name => document.getElementById(name)
const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties)
    element.append(...children)
    return element
}
const say = words => { id('pesan').textContent = words }

let view // that is shown
let read // the beginning of the page that the reader turned to: a range in section `index`
let lines = [] // of the contents: [item, button]

const dress = (one, attributes) => {
    for (const [name, value] of Object.entries(attributes)) one.renderer.setAttribute(name, value)
    one.renderer.setStyles('html { color-scheme: light dark }')
}
const outwards = event => {
    event.preventDefault()
    say(`Tautan ke luar tidak dibuka di pratinjau: ${event.detail.href}`)
}

const go = target => {
    say('')
    return view.goTo(target)
}
const showNote = notesIn(id('catatan'), dress, go, outwards)

const WAYS = {
    ArrowLeft: () => view.goLeft(), ArrowRight: () => view.goRight(), PageUp: () => view.prev(), PageDown: () => view.next(),
}
const press = event => {
    const way = WAYS[event.key]
    if (!way || !view || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.target.closest?.('select, dialog')) return
    event.preventDefault()
    say('')
    way()
}
document.addEventListener('keydown', press)
for (const [name, way] of Object.entries({
    sebelum: () => view.prev(), sesudah: () => view.next(), kembali: () => view.history.back(),
    'buka-daftar': () => {
        id('daftar').showModal()
        id('isi').querySelector('[aria-current]')?.focus()
    },
})) {
    id(name).addEventListener('click', () => {
        if (!view || id(name).getAttribute('aria-disabled') === 'true') return
        say('')
        way()
    })
}
id('cetak').addEventListener('change', () => go(id('cetak').value))

const listed = items => items.map(item => {
    const line = make('button', { type: 'button', textContent: item.label, disabled: !item.href })
    line.addEventListener('click', () => {
        id('daftar').close()
        go(item.href)
    })
    lines.push([item, line])
    return make('li', {}, line, ...item.subitems?.length ? [make('ol', {}, ...listed(item.subitems))] : [])
})

// Where the reader is: share of the book, chapter, printed page.
const showPlace = () => {
    const { fraction, tocItem, pageItem } = view.lastLocation
    id('tempat').textContent = [`${Math.round(fraction * 100)}%`, tocItem?.label].filter(Boolean).join(' · ')
    for (const [item, line] of lines) line.ariaCurrent = item === tocItem ? 'true' : null
    id('cetak').value = pageItem?.href ?? ''
    const { atStart, atEnd } = view.renderer
    for (const [name, off] of [['sebelum', atStart], ['sesudah', atEnd], ['kembali', !view.history.canGoBack]]) {
        id(name).setAttribute('aria-disabled', String(off))
    }
}

const hear = one => {
    one.addEventListener('load', ({ detail: { doc } }) => {
        doc.defaultView.frameElement.title = 'Isi buku'
        doc.addEventListener('keydown', press)
    })
    one.addEventListener('external-link', outwards)
    one.addEventListener('link', event => {
        say('')
        showNote(one.book, event)
    })
    one.addEventListener('relocate', () => one === view && showPlace())
    // A page that was laid out anew, in a window of another size, still shows the passage that was turned to.
    one.renderer.addEventListener('relocate', ({ detail }) => {
        if (one === view && detail.reason !== 'anchor') read = detail
    })
}

// The book as it is now, in place of the one that is shown.
const open = async () => {
    const answer = await fetch('../buku.epub')
    if (!answer.ok) throw new Error(`${answer.status}`)
    const book = await makeBook(new File([await answer.blob()], 'buku.epub'))
    book.transformTarget.addEventListener('data', harmless)
    const next = make('foliate-view', { className: 'baru' })
    id('buku').append(next)
    try {
        await next.open(book)
        dress(next, { 'max-column-count': 1, margin: '24px' })
        hear(next)
        await place(next)
    } catch (fault) {
        next.remove()
        throw fault
    }
    const focused = view && document.activeElement === view
    id('catatan').close()
    view?.close()
    view?.book.destroy()
    view?.remove()
    view = next
    view.classList.remove('baru')
    if (focused) view.renderer.focusView()
    lines = []
    id('isi').replaceChildren(...listed(book.toc ?? []))
    const pages = book.pageList ?? []
    id('pilih-halaman').hidden = pages.length === 0
    id('cetak').replaceChildren(...pages.map(({ href, label }) => make('option', { value: href, textContent: label })))
    showPlace()
    say('')
}

const place = async next => {
    if (!read) {
        await next.init({})
        const [{ index }] = next.renderer.getContents()
        read = { index, range: next.lastLocation.range }
        return
    }
    const text = read.range.startContainer.ownerDocument.body.textContent
    const was = { id: view.book.sections[read.index].id, text, place: placeOf(read.range) }
    const found = await findPlace(next.book.sections, was)
    let range
    const anchor = doc => (range = rangeAt(doc.body, found.place))
    await next.renderer.goTo({ index: found.index, anchor })
    read = { index: found.index, range }
}

let wanted = false
let busy = false
const renew = async () => {
    wanted = true
    if (busy) return
    busy = true
    while (wanted) {
        wanted = false
        try {
            await open()
        } catch (fault) {
            console.error(fault)
            say('EPUB tidak dapat dibuka di sini. Periksalah dengan “terbit verify --strict”.')
        }
    }
    busy = false
}
addEventListener('message', event => {
    if (event.source === parent && event.origin === location.origin) renew()
})
renew()
