// The page of `terbit watch`. In: the state (state.py, `Shown`) as server-sent events. Nothing of the manuscript
// becomes markup here: words are set as text, pages are pictures, documents stand in frames without scripts.
const id = name => document.getElementById(name)
const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties)
    element.append(...children)
    return element
}
const WORDS = { error: 'galat', warning: 'peringatan', advice: 'saran' }
const TITLES = { layar: 'Layar', cetak: 'Cetak', besar: 'Huruf besar', ringkas: 'Ringkas', sampul: 'Sampul' }
const seconds = number => number.toFixed(1).replace('.', ',') + ' detik'

let state
let turn = -1
let began = 0
let built = -1

// Tabs by the pattern of the ARIA Authoring Practices: arrows move, one tab is in the order of Tab.
const tabs = [...document.querySelectorAll('[role=tab]')]
const open = tab => {
    for (const one of tabs) {
        one.setAttribute('aria-selected', String(one === tab))
        one.tabIndex = one === tab ? 0 : -1
        id(one.getAttribute('aria-controls')).hidden = one !== tab
    }
    showEpub()
}
for (const [at, tab] of tabs.entries()) {
    tab.addEventListener('click', () => open(tab))
    tab.addEventListener('keydown', event => {
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
        if (to === undefined) return
        event.preventDefault()
        const next = tabs[(to + tabs.length) % tabs.length]
        open(next)
        next.focus()
    })
}

const options = (select, entries) => {
    const chosen = select.value
    const same = select.options.length === entries.length
        && entries.every(([value, text], at) => select.options[at].value === value && select.options[at].text === text)
    if (same) return
    select.replaceChildren(...entries.map(([value, text]) => make('option', { value, textContent: text })))
    if (entries.some(([value]) => value === chosen)) select.value = chosen
}

const leaves = () => {
    const edition = id('edisi').value
    const full = (state.pdfs[edition] ?? []).map(leaf => ({ ...leaf, quick: false }))
    const quick = state.quick.map(leaf => ({ ...leaf, quick: true }))
    return edition === 'layar' && quick.length
        ? [...full.slice(0, state.at), ...quick, ...full.slice(state.until)] : full
}

const figure = () => make('li', {},
    make('p', { className: 'nama' }, make('span'), make('span', { className: 'kata' })),
    make('img', { loading: 'lazy', decoding: 'async', sizes: '(min-width: 48rem) 46rem, 100vw' }))

const showPages = () => {
    const list = id('halaman')
    const wanted = leaves()
    id('tanpa-halaman').hidden = wanted.length > 0
    while (list.children.length > wanted.length) list.lastElementChild.remove()
    while (list.children.length < wanted.length) list.append(figure())
    const changed = state.edition === id('edisi').value ? state.changed : -1
    for (const [at, leaf] of wanted.entries()) {
        const item = list.children[at]
        const [name, picture] = item.children
        if (picture.dataset.digest !== leaf.digest) { // one that looks the same stays as it is
            picture.dataset.digest = leaf.digest
            picture.width = Math.round(leaf.width)
            picture.height = Math.round(leaf.height)
            picture.srcset = [800, 1600].map(width => `halaman/${leaf.digest}/${width}.png ${width}w`).join(', ')
            picture.src = `halaman/${leaf.digest}/800.png`
        }
        picture.alt = `Halaman ${at + 1} dari ${wanted.length}`
        if (at === changed) picture.loading = 'eager'
        item.classList.toggle('berubah', at === changed)
        item.classList.toggle('cepat', leaf.quick)
        name.firstElementChild.textContent = `Halaman ${at + 1}`
        name.lastElementChild.textContent =
            [at === changed && 'berubah', leaf.quick && 'pratinjau cepat'].filter(Boolean).join(', ')
    }
    if (state.turn > turn && turn >= 0 && changed >= 0) {
        list.children[changed]?.scrollIntoView({ block: 'start' }) // at once, also past hundreds of pages
    }
    turn = state.turn
}

const showFindings = () => {
    const told = JSON.stringify(state.findings)
    if (id('temuan').dataset.told === told) return
    id('temuan').dataset.told = told
    const count = kind => state.findings.filter(one => one.severity === kind).length
    const counts = Object.entries(WORDS).filter(([kind]) => count(kind)).map(([kind, word]) => `${count(kind)} ${word}`)
    id('ringkasan').textContent = (counts.join(', ') || 'Tidak ada temuan') + '.'
        + (state.stopped ? ' Tidak ada edisi yang ditulis.' : '')
    id('temuan').replaceChildren(...state.findings.map(one => make('li', { className: one.severity },
        make('p', {}, make('span', { className: 'tingkat', textContent: WORDS[one.severity] }),
            ` ${one.code} `, make('a', { href: one.href, textContent: one.place })),
        make('p', { textContent: one.message }),
        ...one.hint ? [make('p', { textContent: `Saran: ${one.hint}` })] : [])))
}

const frame = (element, address) => {
    const depth = element.contentWindow?.scrollY ?? 0
    const same = element.src.split('?')[0] === new URL(address, location.href).href.split('?')[0]
    element.addEventListener('load', () => same && element.contentWindow.scrollTo(0, depth), { once: true })
    element.src = address
}
const showDocument = () => {
    const path = id('dokumen').value
    if (path) frame(id('bingkai-epub'), `epub/${path.split('/').map(encodeURIComponent).join('/')}?${state.build}`)
    id('sebelum').disabled = id('dokumen').selectedIndex <= 0
    id('sesudah').disabled = id('dokumen').selectedIndex >= id('dokumen').options.length - 1
}
const turnTo = by => {
    id('dokumen').selectedIndex += by
    showDocument()
}
id('dokumen').addEventListener('change', showDocument)
id('sebelum').addEventListener('click', () => turnTo(-1))
id('sesudah').addEventListener('click', () => turnTo(1))
id('edisi').addEventListener('change', showPages)
id('bingkai-epub').addEventListener('load', () => { // a link in the book was followed
    const path = id('bingkai-epub').contentWindow.location.pathname.split('/epub/')[1]
    const at = [...id('dokumen').options].findIndex(option => option.value === decodeURIComponent(path ?? ''))
    if (at >= 0) id('dokumen').selectedIndex = at
})

// The EPUB in a reading system (pembaca.js), which must be seen to lay out pages; without one, its documents.
const epubShown = {} // the build that each of the two frames shows
const showEpub = () => {
    const documents = Boolean(state?.lacking) || id('tampilan').value === 'dokumen'
    const empty = !state?.epub.length
    id('tanpa-epub').hidden = !empty
    id('tanpa-pembaca').hidden = empty || !state.lacking
    id('tanpa-pembaca').querySelector('code').textContent = state?.lacking ?? ''
    id('pilih-tampilan').hidden = empty || Boolean(state.lacking)
    id('dokumen-epub').hidden = empty || !documents
    const reader = id('bingkai-pembaca')
    reader.hidden = empty || documents
    if (empty || id('panel-epub').hidden || epubShown[documents] === state.build) return
    epubShown[documents] = state.build
    if (documents) showDocument()
    else if (reader.src) reader.contentWindow.postMessage('baru', location.origin)
    else reader.src = 'pembaca/'
}
id('tampilan').addEventListener('change', showEpub)

const showBuild = () => {
    if (state.build === built) return
    built = state.build
    options(id('dokumen'), state.epub.map(([title, path]) => [path, title]))
    showEpub()
    id('tanpa-bukti').hidden = state.proof
    id('bingkai-bukti').hidden = !state.proof
    if (state.proof) frame(id('bingkai-bukti'), `dist/bukti.html?${state.build}`)
    id('tanpa-berkas').hidden = state.files.length > 0
    id('berkas').replaceChildren(...state.files.map(name => make('li', {},
        make('a', { href: `dist/${encodeURIComponent(name)}`, textContent: name, download: name }))))
}

const phase = () => ({
    mulai: () => 'Memulai …',
    cepat: () => 'Disimpan; menyiapkan pratinjau cepat …',
    membangun: () => 'Membuat edisi …',
    gagal: () => `Gagal: ${state.failure?.join(' ')}`,
    siap: () => state.stopped ? 'Tidak ada edisi yang ditulis: lihat temuan.' : `Mutakhir (${seconds(state.last)}).`,
})[state.phase]()
const showPhase = () => {
    const words = phase() + (state.quick.length ? ' Bab yang berubah tampil sebagai pratinjau cepat.' : '')
    if (id('keadaan').textContent !== words) id('keadaan').textContent = words
    id('keadaan').className = state.phase === 'gagal' ? 'gagal' : ''
    id('tahap').replaceChildren(...state.stages.map(([name, took]) => make('li', { textContent: `${name}: ${seconds(took)}` })))
    showClock()
}
const showClock = () => {
    const busy = state?.phase === 'membangun'
    const past = busy ? ` (${Math.round((performance.now() - began) / 1000)} d`
        + (state.last ? `; terakhir ${Math.round(state.last)} d)` : ')') : ''
    document.querySelector('summary').textContent = `Tahap pembuatan${past}`
}
setInterval(showClock, 1000)

const events = new EventSource('kejadian')
events.onmessage = event => {
    state = JSON.parse(event.data)
    began = performance.now() - state.since * 1000
    const names = Object.keys(state.pdfs).length ? Object.keys(state.pdfs) : ['layar']
    options(id('edisi'), names.map(name => [name, TITLES[name] ?? name]))
    showPhase()
    showPages()
    showFindings()
    showBuild()
}
events.onerror = () => { id('keadaan').textContent = 'Terbit sudah berhenti, atau tidak dapat dihubungi.' }
