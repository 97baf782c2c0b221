// node run.mjs REPLAY_TYPED [OUT]
// Runs the recorded scenarios that were written as typed programs and has ../oracle/lucid/compare.mjs judge what happened. Fails if one
// fails, or if fewer pass than are known to.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// As many as are written; the aim was 100.
const LEAST = 179

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
const reads = judge('--reads-only').total
const { text, total, skipped } = judge()
console.log(text.replace(/^skipped .*\n/gm, ''))
for (const { name, reason } of skipped) console.log(`left out: ${name}: ${reason}`)
console.log(`of those that only read: ${reads.passed} passed, ${reads.failed} failed, ${reads.skipped} left out`)
console.log(`all: ${total.passed} passed, ${total.failed} failed, ${total.skipped} left out`)
if (played.status !== 0 || total.failed || total.passed < LEAST) {
  console.log(`at least ${LEAST} scenarios have to pass, and none may fail`)
  process.exitCode = 1
}
if (!given) rmSync(out, { recursive: true })
