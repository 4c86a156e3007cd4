// A note in a window of its own, as e-readers show it.
import { FootnoteHandler } from '../foliate-js/footnotes.js'

// In: the dialog to show notes in; `dress`, which gives a view of foliate-js its looks; what to do about a link within
// the book (its address) and about one that leads out (the event). Out: what shows the note of a mark that was followed.
export const notesIn = (dialog, dress, go, outwards) => {
    const notes = new FootnoteHandler()
    let mark
    notes.addEventListener('before-render', ({ detail: { view } }) => {
        dialog.append(view)
        dress(view, { flow: 'scrolled', margin: '8px', gap: '4%' })
        view.addEventListener('load', ({ detail: { doc } }) => { doc.defaultView.frameElement.title = 'Isi catatan' })
        view.addEventListener('external-link', outwards)
        view.addEventListener('link', event => {
            event.preventDefault()
            mark = undefined // whose focus would lead back to its page
            dialog.close()
            go(event.detail.href)
        })
        view.renderer.addEventListener('relocate', () => { view.style.height = `${Math.ceil(view.renderer.viewSize)}px` })
        dialog.showModal()
    })
    dialog.addEventListener('close', () => {
        const view = dialog.querySelector('foliate-view')
        view?.close()
        view?.remove()
        mark?.focus({ preventScroll: true })
    })
    return (book, event) => {
        mark = event.detail.a
        if (mark.getAttribute('role') === 'doc-noteref') notes.handle(book, event)
    }
}
