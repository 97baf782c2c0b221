// node generated_test.mjs: the files of ./cases are those that generate.mjs makes.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const fresh = mkdtempSync(join(tmpdir(), 'generated-'))
try {
    const made = spawnSync(process.execPath, [join(here, 'generate.mjs'), fresh], { encoding: 'utf8' })
    if (made.status !== 0) throw new Error(made.stderr)
    const files = new Set([...readdirSync(fresh), ...readdirSync(join(here, 'cases'))])
    const text = (folder, file) => (readdirSync(folder).includes(file) ? readFileSync(join(folder, file), 'utf8') : undefined)
    const other = [...files].filter((file) => text(fresh, file) !== text(join(here, 'cases'), file))
    for (const file of other) console.log(`cases/${file} is not what generate.mjs makes`)
    if (other.length) process.exitCode = 1
} finally {
    rmSync(fresh, { recursive: true })
}
