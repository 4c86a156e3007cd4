// A passage that is read is found again in the next build of the book, however much was written before it.
// A place is a count of the characters of a document's body that stand before it.
const QUOTE = 60 // characters of the passage that are sought
const STEPS = [0, 1, 2, 3, 4, 5, -1, -2] // the quotes from there on, should the passage itself have been rewritten
const AROUND = 1000 // characters before and behind that tell a passage from others with the same words

export const placeOf = ({ startContainer, startOffset }) => {
    const { body } = startContainer.ownerDocument
    const before = new Range()
    before.setStart(body, 0)
    before.setEnd(startContainer, startOffset)
    return before.toString().length
}

// What stands at a place, as a range; the whole body where nothing does.
export const rangeAt = (body, place) => {
    const range = body.ownerDocument.createRange()
    range.selectNodeContents(body)
    const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT)
    let left = place
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const from = Math.max(0, left)
        if (from < node.length && node.data.slice(from).trim()) { // white space between blocks stands nowhere on a page
            range.setStart(node, from)
            range.setEnd(node, node.length)
            return range
        }
        left -= node.length
    }
    return range
}

// How many characters are alike before the place `at` of one text and `found` of another, and from there on.
const alike = (text, at, other, found) => {
    let [before, behind] = [0, 0]
    while (before < AROUND && before < at && text[at - before - 1] === other[found - before - 1]) before++
    while (behind < AROUND && at + behind < text.length && text[at + behind] === other[found + behind]) behind++
    return [before, behind]
}

// Where the words that stand `away` from a place of a text stand in others, and with them the place itself: of all
// that are the same, those with the most alike around them. Nothing where they stand nowhere.
const match = (texts, text, place, away) => {
    const from = place + away
    const words = from < 0 ? '' : text.slice(from, from + QUOTE)
    if (!words.trim()) return
    let best
    for (const [index, other] of texts.entries()) {
        for (let at = other.indexOf(words); at >= 0; at = other.indexOf(words, at + 1)) {
            const [before, behind] = alike(text, from, other, at)
            if (before + behind <= best?.likeness) continue
            // No further back than words are alike: what was rewritten may have become shorter.
            const back = away > 0 ? -Math.min(away, before) : Math.min(-away, behind)
            best = { likeness: before + behind, index, place: at + back }
        }
    }
    return best
}

// In which of the sections of a book (foliate-js), and where in it, a passage stands that stood at a place of the
// text of the document `id`. Other documents may hold it now: a new chapter renames those behind it.
export const findPlace = async (sections, { id, text, place }) => {
    const own = Math.max(0, sections.findIndex(section => section.id === id))
    const textOf = async section => (await section.createDocument()).body?.textContent ?? ''
    if (await textOf(sections[own]) === text) return { index: own, place }
    const texts = await Promise.all(sections.map(textOf))
    const found = STEPS.reduce((found, step) => found ?? match(texts, text, place, step * QUOTE), undefined)
    return found ?? { index: own, place }
}
