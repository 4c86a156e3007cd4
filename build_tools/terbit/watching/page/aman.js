// What a document of the book loses before the reader shows it.
//
// The policy of the reader's page (pages.py) lets no script of a book run, and the frames of foliate-js inherit it. Each
// document gets one of its own besides, for engines that do not hand it on, and loses what makes a browser connect before
// it asks any policy: links that are fetched early, frames (Chromium), a page that leads elsewhere by itself.
const POLICY = "default-src 'none'; style-src blob: 'unsafe-inline'; img-src blob: data:; font-src blob: data:"
const UNWANTED = 'script, base, meta[http-equiv], link:not([rel=stylesheet i]), iframe, frame, object, embed'

// Hears what the book is about to give to foliate-js (its event `data`), and changes it.
export const harmless = ({ detail }) => {
    if (!/^(application\/xhtml\+xml|text\/html|image\/svg\+xml)$/.test(detail.type)) return
    detail.data = Promise.resolve(detail.data).then(text => {
        const doc = new DOMParser().parseFromString(text, detail.type)
        for (const element of doc.querySelectorAll(UNWANTED)) element.remove()
        const policy = doc.createElementNS('http://www.w3.org/1999/xhtml', 'meta')
        policy.httpEquiv = 'Content-Security-Policy'
        policy.content = POLICY
        doc.head?.prepend(policy)
        return new XMLSerializer().serializeToString(doc)
    })
}
