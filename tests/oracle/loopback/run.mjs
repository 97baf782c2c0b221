// node run.mjs GINNEL
// Replays the recorded scenarios of LoopBack 3 on its SQLite connector against the program. Fails on every request that is answered
// otherwise than recorded, unless the recording is tagged as a quirk or listed below with the reason; and on an entry of
// the list that is answered as recorded after all. Each reason is a line of docs/loopback.md.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const [program] = process.argv.slice(2)
if (!program) {
  console.error('usage: run.mjs GINNEL')
  process.exit(2)
}

// Whole scenarios that are left out, or broken by rule.
const leftOut = {
  'acl.open': 'declares access rules: refused at the start',
  'acl.user-endpoints': 'builds on User: refused at the start',
  'change-stream': 'change streams',
}

// By rule: what a request asks for, wherever it stands.
const rules = [
  { reason: 'regexp and ilike are answered; the connector for SQLite says 500', test: r => r.features.some(f => /\.(regexp|ilike|nilike)$/.test(f)) && expected500(r) },
  { reason: 'a filter whose fields are all unknown is 400, not 500', test: r => r.features.includes('filter.fields') && expected500(r) },
  { reason: 'a link to a row that is not there is 404', test: r => r.features.some(f => /\.link$/.test(f)) && r.problems[0] === 'status: expected 200, got 404' },
  { reason: 'nor is answered; the connector for SQLite drops it', test: r => r.features.includes('filter.where.nor') },
  { reason: 'a condition on the key in the scope of an include holds; LoopBack overwrites it', test: r => r.features.includes('filter.include.scope') && /"where":\{[^{]*"id":/.test(r.request) },
]

// Single requests. `after`: what an earlier one of the same scenario stored, or did not.
const single = {
  'fields': { 15: 'a filter whose fields are all unknown is 400, not 500' },
  'include.dangling-links': { 3: 'a count counts what the list lists' },
  'include.errors': { 15: 'a relation that is included twice is included once' },
  'types.hidden-protected': { 12: 'a condition on a protected property holds below the root; LoopBack drops it' },
  'where.unicode': { 7: 'half of a surrogate pair is no text: 400' },
  'headers.accept': { 1: 'Accept', 4: 'Accept' },
}
// Scenarios where one of the above stored something else: what follows it is compared no more.
const storing = new Set(['belongsTo.endpoints', 'where.unicode'])

function expected500(r) {
  return r.problems[0]?.startsWith('status: expected 500')
}

const out = mkdtempSync(join(tmpdir(), 'replay-loopback-'))
const report = join(out, 'report.json')
const done = spawnSync(process.execPath, [join(here, 'replay.js'), '--corpus', join(here, 'public'), '--profile', 'sqlite3', '--no-quirks', '--show', '0',
  '--port', String(24000 + (process.pid % 400) * 20), '--report', report, '--dump-url', 'http://127.0.0.1:{port}/__dump',
  '--start', `${program} serve {dir} --port {port} --dump --seed {dir}/seed.json`, '--base', 'http://127.0.0.1:{port}'],
{ encoding: 'utf8', maxBuffer: 1 << 28 })
let result
try {
  result = JSON.parse(readFileSync(report))
} catch {
  console.error(done.stdout, done.stderr)
  process.exit(1)
} finally {
  rmSync(out, { recursive: true, force: true })
}

const stored = new Set(storing)
const wrong = []
const reasons = new Map()
for (const f of result.failures) {
  if (f.scenario in leftOut) continue
  if (f.broken) {
    wrong.push(`${f.scenario}: ${f.broken}`)
    continue
  }
  const reason = single[f.scenario]?.[f.n] ?? rules.find(r => r.test(f))?.reason
  if (reason) {
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    if (f.features.some(t => /\.(link|update|create|delete)$/.test(t))) stored.add(f.scenario)
  } else if (stored.has(f.scenario)) {
    reasons.set('after one of these', (reasons.get('after one of these') ?? 0) + 1)
  } else {
    wrong.push(`${f.scenario} #${f.n} ${f.request}\n     ${f.problems.join('\n     ')}`)
  }
}
const failed = new Set(result.failures.map(f => `${f.scenario} ${f.n}`))
for (const [scenario, requests] of Object.entries(single))
  for (const n of Object.keys(requests))
    if (requests[n] !== 'Accept' && !failed.has(`${scenario} ${n}`)) wrong.push(`${scenario} #${n} is listed, and answered as recorded: remove it from the list`)
if (result.scenarios !== readdirSync(join(here, 'public')).length) wrong.push(`${result.scenarios} scenarios were replayed, of ${readdirSync(join(here, 'public')).length}`)

for (const [reason, n] of reasons) console.log(`${String(n).padStart(4)} otherwise: ${reason}`)
console.log(`${result.pass} as recorded, ${wrong.length} wrong`)
for (const w of wrong) console.error(w)
process.exit(wrong.length ? 1 : 0)
