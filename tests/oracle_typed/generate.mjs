// node generate.mjs SCENARIOS OUT UNITS
// Writes the recorded scenarios of a folder as typed C++: for each set of models a header and functions that show its rows, the
// scenarios in UNITS files unit_<n>.cpp, and a list of all in scenarios.cpp. A file that would not change is left alone, so that it is
// not compiled again. Prints how many were written, and why the others were not.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { closure, Place } from './clauses.mjs'
import { identifier, indented, text, Inexpressible } from './cpp_text.mjs'
import { Data } from './data.mjs'
import { DIFFERS } from './left_out.mjs'
import { modelFiles, Models } from './models.mjs'
import { StepWriter, writes } from './steps.mjs'

const [folder, out, unitCount] = process.argv.slice(2)
if (!unitCount) {
  console.error('usage: generate.mjs SCENARIOS OUT UNITS')
  process.exit(2)
}
mkdirSync(out, { recursive: true })

function put(name, content) {
  const path = join(out, name)
  let before = null
  try {
    before = readFileSync(path, 'utf8')
  } catch {} // not written yet
  if (before !== content) writeFileSync(path, content)
}

// Scenarios with equal models and tables share their structs: a namespace for each set.
const sets = new Map()
const data = new Data()
const skipped = []
const differing = new Map(Object.entries(DIFFERS))
for (const file of readdirSync(folder).filter((f) => f.endsWith('.json')).sort()) {
  const scenario = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  const key = JSON.stringify([scenario.models, scenario.tables.map((t) => [t.name, t.columns]), scenario.naming])
  try {
    if (!sets.has(key)) {
      const models = new Models(scenario)
      const space = `models_${sets.size}`
      sets.set(key, { space, models, scenarios: [] })
      try {
        Object.assign(sets.get(key), modelFiles(models, space, (clauses, r) => closure(new Place(models, r.related, r, 1), clauses)))
      } catch (e) {
        if (!(e instanceof Inexpressible)) throw e
        sets.get(key).refused = e
      }
    }
    const set = sets.get(key)
    const reason = differing.get(scenario.name)
    if (differing.delete(scenario.name)) throw new Inexpressible(reason)
    if (set.refused) throw set.refused
    const lines = new StepWriter(set.models, scenario).write()
    set.scenarios.push({ name: scenario.name, data: data.of(scenario), lines, weight: lines.join('').length, writes: writes(scenario.steps) })
  } catch (e) {
    if (!(e instanceof Inexpressible)) throw e
    skipped.push({ name: scenario.name, reason: e.message })
  }
}

if (differing.size) throw new Error(`left_out.mjs names what is no scenario: ${[...differing.keys()].join(', ')}`)

function functionOf(space, { name, data, lines }) {
  return [
    `void ${identifier(name)}(oracle::scenario& s)`,
    '{',
    ...indented([`using namespace ${space};`, `s.open(oracle::data_${data}());`, ...(lines.some((l) => l.includes('db.')) ? ['auto& db = s.db();'] : []), ...lines]),
    '}',
    '',
  ]
}

// Each unit pays for the calls that it is the first to make, so that scenarios of one family stand together, and those that write behind
// those that only read. The largest set fills all units but two; the others, whose models are the larger part, share these.
const used = [...sets.values()].filter((s) => s.scenarios.length)
used.sort((a, b) => b.scenarios.length - a.scenarios.length)
const [largest, ...others] = used
largest.scenarios.sort((a, b) => a.writes - b.writes)
const units = Array.from({ length: Number(unitCount) }, () => [])
const most = units.length - 2
const share = largest.scenarios.reduce((sum, s) => sum + s.weight, 0) / most
let weighed = 0
for (const s of largest.scenarios) {
  units[Math.min(most - 1, Math.floor(weighed / share))].push({ space: largest.space, ...s })
  weighed += s.weight
}
others.forEach(({ space, scenarios }, i) => units[most + (i % 2)].push(...scenarios.map((s) => ({ space, ...s }))))

units.forEach((scenarios, i) => {
  const spaces = [...new Set(scenarios.map((s) => s.space))]
  put(`unit_${i}.cpp`, ['#include "data.hpp"', ...spaces.map((s) => `#include "${s}.hpp"`), '#include "oracle_typed/scenario.hpp"', '',
    'namespace scenarios {', '', ...scenarios.flatMap((s) => functionOf(s.space, s)), '} // namespace scenarios', ''].join('\n'))
})
for (const { space, header } of used) put(`${space}.hpp`, header)
put('models.cpp', used.map((s) => s.source).join('\n'))
put('data.hpp', data.header())
put('data.cpp', data.source())
const names = used.flatMap((s) => s.scenarios.map((x) => x.name)).sort()
put('scenarios.cpp', ['#include "oracle_typed/scenario.hpp"', '',
  'namespace scenarios {', ...names.map((n) => `void ${identifier(n)}(oracle::scenario& s);`), '} // namespace scenarios', '',
  'namespace oracle {', '',
  'const std::vector<written_scenario>& written_scenarios()', '{', '    static const std::vector<written_scenario> all{',
  ...names.map((n) => `        {${text(n)}, &scenarios::${identifier(n)}},`), '    };', '    return all;', '}', '',
  'const std::vector<left_out_scenario>& left_out_scenarios()', '{', '    static const std::vector<left_out_scenario> all{',
  ...skipped.map((s) => `        {${text(s.name)}, ${text(s.reason)}},`), '    };', '    return all;', '}', '', '} // namespace oracle', ''].join('\n'))

console.log(`${names.length} scenarios written, ${skipped.length} left out`)
const reasons = new Map()
for (const s of skipped) reasons.set(s.reason, [...(reasons.get(s.reason) ?? []), s])
for (const [reason, list] of [...reasons].sort((a, b) => b[1].length - a[1].length))
  console.log(`  ${String(list.length).padStart(3)}  ${reason}: ${list.slice(0, 6).map((s) => s.name).join(', ')}${list.length > 6 ? ', ...' : ''}`)
