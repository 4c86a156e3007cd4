// The page of `terbit watch` in the system's Chromium, used as an author uses it, by keyboard where a key does it.
//
//   node watching.mjs ADDRESS MASTER FOLDER OLD NEW
//
// Out: on stdout a JSON object of what was seen; in FOLDER, screenshots. In the file MASTER the text OLD is
// replaced by NEW, once the page shows the book.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const [address, master, folder, before, after] = process.argv.slice(2)
const seen = { errors: [], asked: [] }
const patience = { timeout: 120_000 }
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] })

const drawn = page => page.waitForFunction(() => {
    const picture = document.querySelector('#halaman img')
    return picture?.complete && picture.naturalWidth > 0
}, null, patience)

const look = () => ({
    digests: [...document.querySelectorAll('#halaman img')].map(picture => picture.dataset.digest),
    alts: [...document.querySelectorAll('#halaman img')].map(picture => picture.alt),
    state: document.querySelector('#keadaan').textContent,
    labels: [...document.querySelectorAll('#halaman .kata')].map(label => label.textContent),
    findings: [...document.querySelectorAll('#temuan li')].map(item => ({
        words: item.textContent, href: item.querySelector('a').href })),
})

const modules = join(import.meta.dirname, 'node_modules')
const axe = await readFile(join(modules, '@daisy', 'axe-core-for-ace', 'axe.min.js'), 'utf-8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']
const judged = async page => {
    await page.evaluate(axe)
    const { violations } = await page.evaluate(runOnly => window.axe.run({ iframes: false, runOnly }), rules)
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)
}

const framed = async (page, name) => {
    const element = await page.waitForSelector(`${name}:not([hidden])`, patience)
    const frame = await element.contentFrame()
    await frame.waitForLoadState()
    return { text: await frame.evaluate(() => document.body.innerText), sandbox: await element.getAttribute('sandbox') }
}

try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    page.on('pageerror', error => seen.errors.push(String(error)))
    page.on('request', request => seen.asked.push(request.url()))
    await page.goto(address)
    await page.waitForFunction(() => /^Mutakhir/.test(document.querySelector('#keadaan').textContent), null, patience)
    await drawn(page)
    seen.first = await page.evaluate(look)

    // A script in the EPUB must not run: the test has put one there.
    await page.focus('#tab-halaman')
    await page.keyboard.press('ArrowRight')
    await page.selectOption('#tampilan', 'dokumen')
    seen.hostile = await framed(page, '#bingkai-epub')
    for (let at = 1; at < await page.locator('#dokumen option').count(); at++) {
        await page.click('#sesudah')
        await page.waitForTimeout(150)
    }
    seen.title = await page.title()
    await page.focus('#tab-epub')
    await page.keyboard.press('ArrowLeft')
    seen.complaintsOfHostile = seen.errors.splice(0)

    const text = await readFile(master, 'utf-8')
    const saved = Date.now()
    await writeFile(master, text.replace(before, after))
    await page.waitForFunction(() => {
        const picture = document.querySelector('#halaman .berubah img')
        return picture?.complete && picture.naturalWidth > 0
    }, null, patience)
    seen.pixel = (Date.now() - saved) / 1000
    seen.quick = await page.evaluate(look)
    await page.screenshot({ path: join(folder, 'cepat.png') })
    await page.waitForFunction(() => /^Mutakhir/.test(document.querySelector('#keadaan').textContent), null, patience)
    await drawn(page)
    seen.second = await page.evaluate(look)
    const changed = await page.locator('#halaman .berubah').boundingBox()
    seen.inView = changed !== null && changed.y < 900 && changed.y + changed.height > 0
    await page.screenshot({ path: join(folder, 'halaman.png') })
    seen.barriers = await judged(page)

    await page.focus('#tab-halaman')
    await page.keyboard.press('ArrowRight')
    await page.selectOption('#dokumen', { index: await page.locator('#dokumen option').count() - 1 })
    await page.waitForTimeout(500)
    seen.epub = await framed(page, '#bingkai-epub')
    seen.documents = await page.locator('#dokumen option').allTextContents()
    await page.screenshot({ path: join(folder, 'epub.png') })
    seen.barriers.push(...await judged(page))
    await page.keyboard.press('Tab')
    await page.focus('#tab-epub')
    await page.keyboard.press('ArrowRight')
    seen.proof = await framed(page, '#bingkai-bukti')
    await page.keyboard.press('ArrowRight')
    seen.files = await page.locator('#berkas a').allTextContents()
    await page.keyboard.press('Home')
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 400, height: 800 })
    seen.overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    await page.screenshot({ path: join(folder, 'gelap.png') })
    seen.barriers.push(...await judged(page))
} finally {
    await browser.close()
}
console.log(JSON.stringify(seen))
