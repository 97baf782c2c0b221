// node generate.mjs [FOLDER [TIMES]]: writes the scenario files, the same ones each time; TIMES as many random ones to look for more.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { evaluate } from './evaluator.mjs'
import { pruned } from './prune.mjs'
import { randomFrom } from './random.mjs'
import { randomSteps } from './random_steps.mjs'
import { deepCases } from './shaped_deep.mjs'
import { morphCases } from './shaped_morph.mjs'
import { geography, media, randomRows, scenarioOf } from './worlds.mjs'

const [folder = join(dirname(fileURLToPath(import.meta.url)), 'cases'), times = 1] = process.argv.slice(2)

/** Families of random scenarios: their world, how many, and which relations they are about. */
const FAMILIES = [
    { family: 'has-one-through', world: geography, seeds: 20, about: (r) => r.type === 'hasOneThrough' },
    { family: 'deep-through', world: geography, seeds: 45, about: (r) => r.type === 'hasManyThrough' },
    { family: 'morph-one-many', world: media, seeds: 14, about: (r) => ['morphOne', 'morphMany'].includes(r.type) && !r.options.ofMany },
    { family: 'morph-to', world: media, seeds: 10, about: (r) => r.type === 'morphTo' },
    { family: 'morph-many-to-many', world: media, seeds: 12, about: (r) => ['morphToMany', 'morphedByMany'].includes(r.type) },
    { family: 'through-morph', world: media, seeds: 10, about: (r) => r.options?.via },
    { family: 'of-many', world: media, seeds: 14, about: (r) => r.options?.ofMany },
]

const fileName = (family, name) => `${family}-${name.replace(/[^a-z0-9]+/gi, '-')}`

function finished(whole) {
    const scenario = pruned(whole)
    return { ...scenario, expected: evaluate(scenario) }
}

function shaped({ family, name, world, rows, steps }) {
    return finished({ format: 1, name: fileName(family, name), family, ...scenarioOf(world, rows), steps })
}

/** How many relations of a result hold rows. */
function filled(result) {
    if (Array.isArray(result)) return result.reduce((sum, row) => sum + filled(row), 0)
    return Object.values(result?.rel ?? {}).reduce((sum, value) => sum + (value && value.length !== 0) + filled(value), 0)
}

/** A step that finds nothing, or loads nothing, says little. */
function says(step, { result, error }) {
    if (error || result === null || result.length === 0) return false
    const loads = step.op === 'load' || step.query?.some((clause) => clause[0] === 'preload')
    return !loads || filled(result) > 0
}

/** At most one of a random scenario's steps may say little. */
function telling({ steps, expected }) {
    return steps.filter((step, i) => !says(step, expected[i])).length <= 1
}

function random({ family, world, about }, seed) {
    for (let attempt = 0; ; attempt++) {
        const random = randomFrom(seed * 1000 + attempt)
        const scenario = scenarioOf(world, randomRows(world, random))
        const relations = Object.entries(scenario.models).flatMap(([model, { relations: all }]) =>
            Object.entries(all)
                .filter(([, r]) => about(r))
                .map((r) => [model, r]),
        )
        const steps = randomSteps(scenario, random, ...random.pick(relations))
        const made = finished({ format: 1, name: `${family}-random-${seed}`, family, seed: seed * 1000 + attempt, ...scenario, steps })
        if (telling(made)) return made
    }
}

/** A scenario with a line for each table, model and step, as a person reads it. */
function written(scenario) {
    const line = (value) => JSON.stringify(value)
    const list = (values) => `[\n${values.map(line).join(',\n')}\n]`
    const members = (object) =>
        `{\n${Object.entries(object)
            .map(([name, value]) => `${line(name)}:${line(value)}`)
            .join(',\n')}\n}`
    const { tables, rows, models, steps, expected, ...head } = scenario
    return `${line(head).slice(0, -1)},\n"tables":${list(tables)},\n"rows":${members(rows)},\n"models":${members(models)},\n"steps":${list(steps)},\n"expected":${list(expected)},\n"final":{}}\n`
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const scenarios = [
    ...[...deepCases, ...morphCases].map(shaped),
    ...FAMILIES.flatMap((family, i) => Array.from({ length: family.seeds * times }, (_, n) => random(family, (i + 1) * 10000 + n))),
]
for (const scenario of scenarios) writeFileSync(join(folder, scenario.name + '.json'), written(scenario))
console.log(`${scenarios.length} scenarios`)
