// The explorer in a browser: its pages come up without an error and without another host, "try it out" answers, the picture shows a path.
//   node explorer.mjs GINNEL FOLDER SCREENSHOTS
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { serving } from './serving.mjs'

const [, , ginnel, folder, screenshots] = process.argv
fs.mkdirSync(screenshots, { recursive: true })

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
try {
  await serving(ginnel, folder, async base => {
    const root = new URL(base).origin
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    const wrong = []
    page.on('pageerror', e => wrong.push(String(e)))
    page.on('console', m => m.type() === 'error' && wrong.push(m.text()))
    page.on('request', r => r.url().startsWith(root) || r.url().startsWith('data:') || wrong.push('asks for ' + r.url()))

    await page.goto(root + '/explorer')
    const operation = page.locator('.opblock-get:has([data-path="/Physicians"])')
    await page.locator('#operations-tag-Physician').click()
    await operation.waitFor()
    await operation.locator('.opblock-summary').click()
    await operation.locator('button.execute').click()
    await operation.locator('.live-responses-table tbody .response-col_status').first().waitFor()
    assert.match(await operation.locator('.live-responses-table tbody .response-col_status').first().innerText(), /200/)
    await page.screenshot({ path: path.join(screenshots, 'routes.png') })

    await page.goto(root + '/explorer/models')
    const through = page.locator('.relation.through').first()
    await through.hover()
    assert.equal(await page.locator('svg .edge.chosen').count(), 2)
    await page.screenshot({ path: path.join(screenshots, 'models.png') })
    assert.deepEqual(wrong, [])
  })
} finally {
  await browser.close()
}
console.log('the explorer works in a browser')
