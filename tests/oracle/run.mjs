// node run.mjs REPLAY_LUCID [OUT]
// Replays the recorded scenarios of ./lucid with the program given and has compare.mjs judge what happened. Fails if a judged scenario
// fails, if fewer pass than are known to, or if a scenario is skipped for another reason than those listed here.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Scenarios that only read, and all that can be replayed (those that write included).
const READS = 172
const ALL = 251
const READS_SKIPPED = []

const here = join(dirname(fileURLToPath(import.meta.url)), 'lucid')
const [program, given] = process.argv.slice(2)
if (!program) {
  console.error('usage: run.mjs REPLAY_LUCID [OUT]')
  process.exit(2)
}
const out = given ?? mkdtempSync(join(tmpdir(), 'replay-lucid-'))

function run(command, args) {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (done.error) throw done.error
  return done
}

function judge(least, ...flags) {
  const report = join(out, 'report.txt')
  const done = run(process.execPath, [join(here, 'compare.mjs'), join(here, 'public'), out, '--json', report, ...flags])
  const { total, skipped } = JSON.parse(readFileSync(report, 'utf8'))
  console.log(`${flags[0] ?? '--all'}: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  if (total.failed || total.passed < least) {
    console.log(done.stdout)
    console.log(`at least ${least} scenarios have to pass, and none may fail`)
    process.exitCode = 1
  }
  return skipped
}

const replayed = run(program, [join(here, 'public'), out])
process.stderr.write(replayed.stderr)
if (replayed.status !== 0) process.exitCode = 1
const skipped = judge(READS, '--reads-only').map((s) => s.name).filter((name) => !READS_SKIPPED.includes(name))
if (skipped.length) {
  console.log('skipped without a declared reason: ' + skipped.join(', '))
  process.exitCode = 1
}
judge(ALL)
if (!given) rmSync(out, { recursive: true })
