// node self_test.mjs REPLAY_LUCID: run.mjs is green over a few cases, and red once any part of what one expects is broken.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const [program] = process.argv.slice(2)
if (!program) {
    console.error('usage: self_test.mjs REPLAY_LUCID')
    process.exit(2)
}

const rows = (scenario) => scenario.expected[0].result
const breaks = [
    { name: 'a value', of: 'deep-through-four-tables', change: (s) => (rows(s)[0].rel.posts[0].attrs.title = 'another') },
    { name: 'a text for a number', of: 'deep-through-four-tables', change: (s) => (rows(s)[0].rel.posts[0].attrs.score = '5') },
    { name: 'a row too few', of: 'deep-through-once-per-way', change: (s) => rows(s)[0].rel.tags.pop() },
    { name: 'the order of a list', of: 'deep-through-four-tables', change: (s) => rows(s)[0].rel.posts.reverse() },
    { name: 'an added column', of: 'morph-many-to-many-pivot-columns', change: (s) => delete rows(s)[0].rel.tags[0].extras.pivot_weight },
    { name: 'a count', of: 'of-many-counts-at-most-one', change: (s) => rows(s)[0].extras.latestLogin_count++ },
    { name: 'empty for a row', of: 'morph-to-each-its-own-model', change: (s) => (rows(s)[0].rel.commentable = null) },
    { name: 'the statements allowed', of: 'morph-to-each-its-own-model', change: (s) => s.expected[0].queryCount-- },
    { name: 'the kind of an error', of: 'deep-through-unknown-relation', change: (s) => (s.expected[0].error.kind = 'driver') },
    { name: 'an error for a result', of: 'deep-through-four-tables', change: (s) => (s.expected[0] = { error: { kind: 'driver' } }) },
    { name: 'a result for an error', of: 'deep-through-unknown-relation', change: (s) => (s.expected[0] = { result: [], queryCount: 1 }) },
]

/** Whether run.mjs is content with this one scenario. */
function passes(scenario) {
    const folder = mkdtempSync(join(tmpdir(), 'scenario-'))
    try {
        writeFileSync(join(folder, scenario.name + '.json'), JSON.stringify(scenario))
        return spawnSync(process.execPath, [join(here, 'run.mjs'), program, '--cases', folder]).status === 0
    } finally {
        rmSync(folder, { recursive: true })
    }
}

const wrong = []
for (const { name, of, change } of breaks) {
    const scenario = JSON.parse(readFileSync(join(here, 'cases', of + '.json'), 'utf8'))
    if (!passes(scenario)) wrong.push(`${of} fails as it is`)
    change(scenario)
    if (passes(scenario)) wrong.push(`${of} passes with ${name} broken`)
}
for (const line of wrong) console.log(line)
console.log(`${breaks.length} breaks, ${wrong.length} not noticed`)
process.exitCode = wrong.length ? 1 : 0
