// Starts `ginnel serve` on a free port and waits for the line that says which.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/// Calls `use(base)` with the address of the REST root; the server ends with it.
export async function serving(ginnel, folder, use) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'ginnel_npm.'))
  const server = spawn(ginnel, ['serve', folder, '--port', '0', '--database', path.join(scratch, 'served.db')], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise(resolve => server.once('exit', resolve))
  try {
    const base = await new Promise((resolve, reject) => {
      let text = ''
      server.stdout.on('data', data => {
        text += data
        const found = /listening on (http:\S+)/.exec(text)
        if (found) resolve(found[1])
      })
      ended.then(code => reject(new Error(`ginnel serve ended with ${code}: ${text}`)))
    })
    return await use(base)
  } finally {
    server.kill('SIGTERM')
    await ended
    fs.rmSync(scratch, { recursive: true, force: true })
  }
}
