// What each step of a scenario gives by the meaning of its words: nested loops over plain arrays, without SQL. It shares no code
// with the engine or with the evaluator of the recorded scenarios.
import { listed, preload, preloads, queried, recordsOf, sliced } from './evaluator/reads.mjs'
import { toOne } from './evaluator/paths.mjs'
import { Failure, relationOf, worldOf } from './evaluator/world.mjs'

const operations = { find, query, 'related.query': relatedQuery, load, loadCount }

function find(state, step) {
    const model = state.world.models[step.model]
    const ways = queried(state.world, model, []).filter((way) => way.row[model.keyColumn] === step.id)
    const rows = recordsOf(state.world, ways, [])
    keep(state, step, rows[0])
    return { result: rows[0]?.record ?? null, queryCount: 1 }
}

function query(state, step) {
    const model = state.world.models[step.model]
    const clauses = step.query ?? []
    const ways = queried(state.world, model, clauses)
    return answered(state, step, ways.length, (cut) => recordsOf(state.world, sliced(ways, [...clauses, ...cut]), clauses), 1)
}

function relatedQuery(state, step) {
    const { way } = state.kept[step.row]
    const relation = relationOf(way.model, step.relation)
    const clauses = step.query ?? []
    if (step.terminal === 'paginate' && toOne(relation)) throw new Failure('unsupported', 'pages of a to-one relation')
    const whole = clauses.filter((clause) => !['limit', 'offset'].includes(clause[0]))
    const total = listed(state.world, way.model, step.relation, way.row, whole).length
    return answered(state, step, total, (cut) => listed(state.world, way.model, step.relation, way.row, [...clauses, ...cut]), 1)
}

/** `list` gives the rows under further limits. */
function answered(state, step, total, list, statements) {
    const clauses = step.query ?? []
    const finish = (rows) => statements + preloads(state.world, rows, clauses)
    const records = (rows) => rows.map((r) => r.record)
    switch (step.terminal ?? 'all') {
        case 'all': {
            const rows = list([])
            return { queryCount: finish(rows), result: records(rows) }
        }
        case 'first':
        case 'firstOrFail': {
            const rows = list([['limit', 1]])
            if (!rows.length && step.terminal === 'firstOrFail') throw new Failure('row-not-found', 'no row')
            const queryCount = finish(rows)
            keep(state, step, rows[0])
            return { queryCount, result: rows[0]?.record ?? null }
        }
        case 'paginate': {
            const { page, perPage } = step
            const rows = list([
                ['limit', perPage],
                ['offset', (page - 1) * perPage],
            ])
            const queryCount = 1 + finish(rows)
            const lastPage = Math.max(1, Math.ceil(total / perPage))
            return { queryCount, result: { meta: { total, perPage, currentPage: page, lastPage, firstPage: 1 }, data: records(rows) } }
        }
    }
    throw new Error('terminal ' + step.terminal)
}

function load(state, step) {
    const row = state.kept[step.row]
    relationOf(row.way.model, step.relation)
    return { queryCount: preload(state.world, [row], step.relation, step.query), result: row.record }
}

function loadCount(state, step) {
    const row = state.kept[step.row]
    const [counted] = recordsOf(state.world, [row.way], [['withCount', step.relation, step.query ?? []]])
    row.record.extras = { ...row.record.extras, ...counted.record.extras }
    return { queryCount: 1, result: row.record }
}

function keep(state, step, row) {
    if (step.as && row) state.kept[step.as] = row
}

/** The expected record of each step. `queryCount` is the most that the step may cost. */
export function evaluate(scenario) {
    const state = { world: worldOf(scenario), kept: {} }
    return scenario.steps.map((step) => {
        try {
            return structuredClone(operations[step.op](state, step))
        } catch (failure) {
            if (!(failure instanceof Failure)) throw failure
            return { error: { kind: failure.kind } }
        }
    })
}
