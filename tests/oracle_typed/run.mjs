// node run.mjs REPLAY_TYPED [OUT]
// Runs the recorded scenarios that were written as typed programs and has ../oracle/lucid/compare.mjs judge what happened. Fails if one
// fails, or if fewer pass than are known to.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// As many as are written, of those that only read and of those that write; the aims were 100 and 60.
const LEAST = { read: 164, write: 69 }

const lucid = join(dirname(fileURLToPath(import.meta.url)), '..', 'oracle', 'lucid')
const [program, given] = process.argv.slice(2)
if (!program) {
  console.error('usage: run.mjs REPLAY_TYPED [OUT]')
  process.exit(2)
}
const out = given ?? mkdtempSync(join(tmpdir(), 'replay-typed-'))

function run(command, args) {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (done.error) throw done.error
  return done
}

function judge(...flags) {
  const report = join(out, 'report.txt')
  const judged = run(process.execPath, [join(lucid, 'compare.mjs'), join(lucid, 'public'), out, '--json', report, ...flags])
  return { text: judged.stdout, ...JSON.parse(readFileSync(report, 'utf8')) }
}

const played = run(program, [out])
process.stderr.write(played.stderr)
const reading = judge('--reads-only').total
const { text, total, skipped } = judge()
console.log(text.replace(/^skipped .*\n/gm, ''))
for (const { name, reason } of skipped) console.log(`left out: ${name}: ${reason}`)
const writing = Object.fromEntries(Object.keys(total).map((k) => [k, total[k] - reading[k]]))
const counts = (t) => `${t.passed} passed, ${t.failed} failed, ${t.skipped} left out`
console.log(`of those that only read: ${counts(reading)}`)
console.log(`of those that write: ${counts(writing)}`)
if (played.status !== 0 || total.failed || reading.passed < LEAST.read || writing.passed < LEAST.write) {
  console.log(`at least ${LEAST.read} scenarios that only read and ${LEAST.write} that write have to pass, and none may fail`)
  process.exitCode = 1
}
if (!given) rmSync(out, { recursive: true })
