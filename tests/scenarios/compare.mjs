// Judges what a replayer did by a scenario's expected records. The rules are those of the recorded scenarios (README.md).
import { worldOf } from './evaluator/world.mjs'

const text = (value) => JSON.stringify(value)
const brief = (value) => {
    const t = text(value) ?? 'nothing'
    return t.length > 300 ? t.slice(0, 300) + '…' : t
}

function plain(value) {
    if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toPrecision(11))
    if (Array.isArray(value)) return value.map(plain)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
        Object.keys(value)
            .sort()
            .map((name) => [name, plain(value[name])]),
    )
}

const byText = (a, b) => (text(a) < text(b) ? -1 : 1)

/** A list is ordered where its clauses say so, else a multiset; one row met several times may show its pivot rows in any order. */
function listForm(world, rows, clauses) {
    const forms = rows.map((row) => rowForm(world, row, clauses))
    if (!clauses.some((clause) => clause[0] === 'orderBy')) return forms.sort(byText)
    const runs = []
    for (const form of forms) {
        if (runs.length && text(runs.at(-1)[0].attrs) === text(form.attrs)) runs.at(-1).push(form)
        else runs.push([form])
    }
    return runs.flatMap((run) => run.sort(byText))
}

function rowForm(world, row, clauses) {
    if (row === null) return null
    const relations = world.models[row.model].relations
    const form = plain({ model: row.model, attrs: row.attrs, extras: row.extras ?? {} })
    form.rel = {}
    for (const name of Object.keys(row.rel ?? {}).sort()) {
        const value = row.rel[name]
        const asked = clauses.findLast((clause) => clause[0] === 'preload' && clause[1] === name)?.[2] ?? []
        const own = Array.isArray(asked) ? asked : (asked[value?.model] ?? [])
        const inner = [...(relations[name].options?.onQuery ?? []), ...own]
        form.rel[name] = Array.isArray(value) ? listForm(world, value, inner) : rowForm(world, value, inner)
    }
    return form
}

/** The clauses by which the result of a step was made: `load` adds to those of the row's own query. */
function clausesOf(step, stored) {
    if (step.op === 'load') stored[step.row].push(['preload', step.relation, step.query])
    const clauses = step.op.startsWith('load') ? stored[step.row] : [...(step.query ?? [])]
    if (step.as) stored[step.as] = clauses
    return clauses
}

function resultForm(world, step, clauses, declared, result) {
    const list = (rows) => listForm(world, rows, [...declared, ...clauses])
    if (Array.isArray(result)) return list(result)
    if (result?.meta) return { meta: result.meta, data: list(result.data) }
    return result?.model ? rowForm(world, result, clauses) : plain(result)
}

function judgeStep(world, step, clauses, declared, expected, got) {
    if (!got) return 'no record of this step'
    if (expected.error) {
        if (got.error?.kind === expected.error.kind) return undefined
        return `expected the error ${expected.error.kind}, got ${brief(got.error ?? got.result)}`
    }
    if (got.error) return `unexpected error: ${got.error.kind}: ${got.error.message}`
    const want = resultForm(world, step, clauses, declared, expected.result)
    const have = resultForm(world, step, clauses, declared, got.result)
    if (text(want) !== text(have)) return difference(want, have)
    if (got.queryCount > expected.queryCount) return `${got.queryCount} statements, at most ${expected.queryCount} are allowed`
    return undefined
}

/** Where two normal forms part. */
function difference(want, have, path = 'result') {
    const object = (value) => value !== null && typeof value === 'object'
    if (object(want) && object(have) && Array.isArray(want) === Array.isArray(have)) {
        for (const name of new Set([...Object.keys(want), ...Object.keys(have)]))
            if (text(want[name]) !== text(have[name])) return difference(want[name], have[name], `${path}.${name}`)
    }
    return `${path}: expected ${brief(want)}, got ${brief(have)}`
}

/** What is wrong with a replay, a line each; empty: nothing. */
export function judge(scenario, emitted) {
    if (emitted.skipped) return ['skipped: ' + emitted.skipped]
    const world = worldOf(scenario)
    const stored = {}
    const models = {}
    const problems = []
    scenario.steps.forEach((step, i) => {
        const expected = scenario.expected[i]
        const declared =
            step.op === 'related.query' ? (world.models[models[step.row]]?.relations[step.relation]?.options?.onQuery ?? []) : []
        const problem = judgeStep(world, step, clausesOf(step, stored), declared, expected, emitted.steps?.[i])
        if (problem) problems.push(`step ${i} ${step.op}: ${problem}`)
        if (step.as) models[step.as] = expected.result?.model
    })
    for (const table of scenario.tables) {
        const rows = (list) => text([...(list ?? [])].map(text).sort())
        if (rows(emitted.final?.[table.name]) !== rows(scenario.rows[table.name])) problems.push(`table ${table.name} has changed`)
    }
    return problems
}
