// The two families of browser engines that e-readers are made of, each driven by its own means, used alike.
//
//   const browser = await engines[NAME](dark)     Chromium with Playwright, WebKitGTK's MiniBrowser with WebDriver
//   await browser.open(address)                   a fresh page
//   await browser.call(name, ...arguments)        what the page's function `window[name]` gives
//   await browser.draw(path)                      a PNG of the window, at least 620 x 900 CSS pixels
//   await browser.close()
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { chromium as launcher } from 'playwright-core'

const chromium = async dark => {
    // Who is root must do without the sandbox.
    const browser = await launcher.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] })
    const options = { viewport: { width: 620, height: 900 }, colorScheme: dark ? 'dark' : 'light' }
    let page
    return {
        open: async address => {
            await page?.close()
            page = await browser.newPage(options)
            await page.goto(address)
        },
        call: (name, ...given) => page.evaluate(([name, given]) => window[name](...given), [name, given]),
        draw: path => page.screenshot({ path }),
        close: () => browser.close(),
    }
}

// WebDriver (W3C) is four requests; they need no library.
const webkit = async dark => {
    const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '700x1000x24', '-nolisten', 'tcp'],
        { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
    const [number] = await once(screen.stdio[3], 'data')
    const port = await freePort()
    const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore', env: {
        ...process.env, DISPLAY: `:${String(number).trim()}`, GTK_THEME: dark ? 'Adwaita:dark' : 'Adwaita',
        // bubblewrap needs rights that a container does not give.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1',
    } })
    const ask = async (method, path, body) => {
        const answer = await fetch(`http://127.0.0.1:${port}/session${path}`, { method, body: body && JSON.stringify(body) })
        const { value } = await answer.json()
        if (!answer.ok) throw new Error(`${method} ${path}: ${value?.message}`)
        return value
    }
    let session
    const close = async () => {
        if (session) await ask('DELETE', session).catch(() => {})
        for (const child of [driver, screen]) {
            child.kill()
            if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
        }
    }
    try {
        const options = { binary: process.env.MINIBROWSER, args: ['--automation'] }
        const wanted = { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } }
        session = `/${(await patiently(() => ask('POST', '', wanted))).sessionId}`
        await ask('POST', `${session}/timeouts`, { script: 120_000 })
        await ask('POST', `${session}/window/rect`, { x: 0, y: 0, width: 650, height: 980 })
    } catch (error) {
        await close()
        throw error
    }
    const script = 'const done = arguments[2]; Promise.resolve().then(() => window[arguments[0]](...arguments[1]))'
        + '.then(value => done({ value }), error => done({ error: `${error}\\n${error?.stack}` }))'
    return {
        open: address => ask('POST', `${session}/url`, { url: address }),
        call: async (name, ...given) => {
            const { value, error } = await ask('POST', `${session}/execute/async`, { script, args: [name, given] })
            if (error) throw new Error(error)
            return value
        },
        draw: async path => {
            await writeFile(path, Buffer.from(await ask('GET', `${session}/screenshot`), 'base64'))
        },
        close,
    }
}

const freePort = async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address()
    server.close()
    return port
}

const patiently = async attempt => {
    for (let left = 50; ; left--) {
        try {
            return await attempt()
        } catch (error) {
            if (!left || !(error instanceof TypeError)) throw error // fetch's word for “nobody listens yet”
            await new Promise(done => setTimeout(done, 100))
        }
    }
}

export const engines = { chromium, webkit }
