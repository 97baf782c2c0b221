// node run.mjs GINNEL
// Replays the recorded scenarios of LoopBack 3 on its SQLite connector against the program, final tables compared.
// Whatever is answered otherwise than recorded is listed in otherwise/ with its reason, the row of docs/loopback.md under which it stands, and
// the answer itself, which is compared too; so is every request whose recording is tagged as a quirk. It fails on a difference that
// is not listed, on a quirk that is not, and on a listed answer that is as recorded after all.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { differences, expectedBody } from './expected.mjs'
import { entries } from './otherwise.mjs'
import { recorded, recordedTables, replayed } from './replayed.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const { loadCorpus, diff, matcher, strip } = createRequire(import.meta.url)('./replay.js')
const [program] = process.argv.slice(2)
if (!program) {
  console.error('usage: run.mjs GINNEL')
  process.exit(2)
}

// Scenarios that are not served, and with which words.
const refused = {
  'acl.open': 'acls',
  'acl.user-endpoints': 'User',
}
// Requests that are left out, by rule: they open a stream of changes. The tables at the end hold what was written meanwhile.
const leftOut = request => request.stream !== undefined || request.path.includes('change-stream')

const wrong = []
const docs = ['loopback.md', 'rest.md'].map(file => join(here, '../../../docs', file))
const listed = entries(join(here, 'otherwise'), docs, wrong)
const told = new Map() // reason -> how many
const seen = new Set()
let asRecorded = 0

/// Judges one answer (or the tables): `problems` are the differences from the recording, `compare` tells those from the entry.
function settle(key, what, problems, isQuirk, compare) {
  const entry = listed.get(key)
  seen.add(key)
  if (!entry) {
    if (isQuirk) wrong.push(`${key} ${what}: a quirk, and otherwise/ does not say what is answered instead`)
    else if (problems.length) wrong.push(`${key} ${what}\n     ${problems.join('\n     ')}`)
    else ++asRecorded
    return
  }
  told.set(entry.reason, (told.get(entry.reason) ?? 0) + 1)
  const found = compare(entry)
  if (found.length) wrong.push(`${key} ${what}: ${entry.reason}\n     ${found.join('\n     ')}`)
  if (!isQuirk && !problems.length) wrong.push(`${key} ${what}: listed, and answered as recorded: remove it from the list`)
}

async function judgeScenario(scenario) {
  const { name } = scenario
  const result = await replayed(program, scenario)
  if (result.refused || name in refused) {
    if (!result.refused?.includes(refused[name] ?? '\0')) wrong.push(`${name}: ${result.refused ?? 'it is served, though it declares what is not kept yet'}`)
    return
  }
  scenario.requests.forEach((request, i) => {
    if (leftOut(request)) return
    const was = result.answers[i]
    const compare = entry => differences(entry, was, request, recorded(request))
    settle(`${name}#${i + 1}`, `${request.method} ${request.path}`, was.problems, request.quirk, compare)
  })
  if (scenario.requests.some(leftOut)) return
  const ignored = (scenario.finalIgnore ?? []).map(matcher)
  const against = tables => diff(strip(tables, ignored, ''), strip(result.tables, ignored, ''), '', [])
  const tables = recordedTables(scenario)
  settle(`${name}#tables`, 'final tables', against(tables), false, entry => against(expectedBody(entry, tables)))
}

const waiting = loadCorpus(join(here, 'public'))
if (!waiting.length || !existsSync(program)) throw new Error('nothing to replay')
const lane = async () => {
  while (waiting.length) await judgeScenario(waiting.shift())
}
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane))

for (const key of listed.keys()) if (!seen.has(key)) wrong.push(`${key} is listed, and there is no such request`)
for (const [reason, n] of [...told].sort()) console.log(`${String(n).padStart(4)} otherwise: ${reason}`)
console.log(`${asRecorded} as recorded, ${seen.size - asRecorded} as listed, ${wrong.length} wrong`)
for (const w of wrong) console.error(w)
process.exit(wrong.length ? 1 : 0)
