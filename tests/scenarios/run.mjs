// node run.mjs REPLAY_LUCID [--cases FOLDER] [--show N]
// Replays our own scenarios with the program given and judges what happened. Fails if any fails or is skipped.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { judge } from './compare.mjs'

// Fewer would mean that cases were lost.
const LEAST = 250

const args = process.argv.slice(2)
const option = (name) => {
    const at = args.indexOf(name)
    return at < 0 ? undefined : args.splice(at, 2)[1]
}
const given = option('--cases')
const show = Number(option('--show') ?? 10)
const cases = given ?? join(dirname(fileURLToPath(import.meta.url)), 'cases')
const [program] = args
if (!program) {
    console.error('usage: run.mjs REPLAY_LUCID [--cases FOLDER] [--show N]')
    process.exit(2)
}

const read = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'))

function replayed(out) {
    const done = spawnSync(program, [cases, out], { encoding: 'utf8' })
    if (done.error) throw done.error
    if (done.status !== 0) throw new Error(done.stderr)
}

function verdicts(out) {
    return readdirSync(cases)
        .filter((file) => file.endsWith('.json'))
        .sort()
        .map((file) => {
            const scenario = read(cases, file)
            return { scenario, problems: judge(scenario, read(out, scenario.name + '.json')) }
        })
}

const out = mkdtempSync(join(tmpdir(), 'scenarios-'))
try {
    replayed(out)
    const all = verdicts(out)
    const failed = all.filter((v) => v.problems.length)
    for (const { scenario, problems } of failed.slice(0, show))
        console.log(`FAIL ${scenario.name}\n${problems.map((p) => '  ' + p).join('\n')}`)
    for (const family of new Set(all.map((v) => v.scenario.family))) {
        const of = (list) => list.filter((v) => v.scenario.family === family).length
        console.log(`${family.padEnd(24)}${String(of(all) - of(failed)).padStart(5)} passed${String(of(failed)).padStart(5)} failed`)
    }
    console.log(`${all.length - failed.length} passed, ${failed.length} failed`)
    if (failed.length) process.exitCode = 1
    if (!given && all.length < LEAST) {
        console.log(`there should be at least ${LEAST}`)
        process.exitCode = 1
    }
} finally {
    rmSync(out, { recursive: true })
}
