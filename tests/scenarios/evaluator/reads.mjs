// Rows as a query shows them, with what it preloads, and the number of statements that this may cost.
import { holds, related, sortedBy, valueOf } from './conditions.mjs'
import { addedColumns, askedBy, morphTarget, toOne } from './paths.mjs'
import { Failure, relationOf } from './world.mjs'

const all = (clauses, name) => clauses.filter((clause) => clause[0] === name).map((clause) => clause.slice(1))
const one = (clauses, name) => all(clauses, name).at(-1)?.[0]

const AGGREGATES = ['count', 'countDistinct', 'sum', 'avg', 'min', 'max']

function aggregateOf(ways, [name, column]) {
    const values = ways.map((way) => (column && column !== '*' ? valueOf(way, column) : 1)).filter((value) => value !== null)
    if (name === 'count') return values.length
    if (name === 'countDistinct') return new Set(values).size
    if (!values.length) return null
    const [first] = sortedValues(values)
    const sum = values.reduce((a, b) => a + b, 0)
    return { sum, avg: sum / values.length, min: first, max: sortedValues(values).at(-1) }[name]
}

function sortedValues(values) {
    return [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

function aggregateColumn(world, way, name, clauses) {
    const asked = clauses.find((clause) => AGGREGATES.includes(clause[0]))
    return aggregateOf(related(world, way.model, name, way.row, clauses), asked ?? ['count'])
}

/** Cuts a list as limit and offset, and a group limit, say of each list. */
export function sliced(ways, clauses) {
    const orders = all(clauses, 'orderBy')
    const groupOrders = all(clauses, 'groupOrderBy')
    const groupLimit = one(clauses, 'groupLimit')
    const skipped = one(clauses, 'offset') ?? 0
    const end = Math.min(groupLimit ?? Infinity, one(clauses, 'limit') ?? Infinity) + skipped
    if (groupLimit === undefined) return sortedBy(ways, orders.length ? orders : groupOrders).slice(skipped, end)
    const chosen = sortedBy(ways, groupOrders.length ? groupOrders : [['id', 'desc']]).slice(skipped, end)
    return orders.length ? sortedBy(chosen, orders) : chosen
}

function shown(world, way, clauses, added) {
    const out = { model: way.model.name, attrs: {} }
    for (const [property, column] of way.model.columns) out.attrs[property] = way.row[column]
    const extras = {}
    for (const { column, alias } of added) extras[alias] = way.passed[0].row[column]
    for (const [name, inner] of all(clauses, 'withCount'))
        extras[one(inner ?? [], 'as') ?? name + '_count'] = aggregateColumn(world, way, name, inner ?? [])
    for (const [name, inner] of all(clauses, 'withAggregate')) extras[one(inner, 'as')] = aggregateColumn(world, way, name, inner)
    if (Object.keys(extras).length) out.extras = extras
    return out
}

/** What a preload's clauses say of one row; those of a morphTo are an object, by model. */
function clausesFor(world, model, relation, row, clauses) {
    if (relation.type !== 'morphTo') return clauses ?? []
    return clauses?.[morphTarget(world, model, relation, row)] ?? []
}

function addedFor(world, model, relation, clauses) {
    const added = addedColumns(world, model, relation)
    for (const [columns] of all(clauses, 'pivotColumns')) for (const column of columns) added.push({ column, alias: 'pivot_' + column })
    return added
}

/** Related rows of one parent as a preload or a related query lists them. */
export function listed(world, model, name, row, clauses) {
    const relation = relationOf(model, name)
    if (toOne(relation) && all(clauses, 'groupLimit').length) throw new Failure('unsupported', 'a group limit on a to-one relation')
    const declared = relation.options?.onQuery ?? []
    const added = addedFor(world, model, relation, clauses)
    const ways = sliced(related(world, model, name, row, clauses, added), [...declared, ...clauses])
    const rows = ways.map((way) => ({ way, record: shown(world, way, clauses, added) }))
    return toOne(relation) ? rows.slice(0, 1) : rows
}

/** Fills a relation of these rows. Returns the statements: one for each model asked, and those further down. */
export function preload(world, rows, name, clauses) {
    const asked = new Set()
    const levels = new Map()
    for (const { way, record } of rows) {
        const relation = relationOf(way.model, name)
        const own = clausesFor(world, way.model, relation, way.row, clauses)
        const model = askedBy(world, way.model, relation, way.row)
        if (model) asked.add(model)
        const found = listed(world, way.model, name, way.row, own)
        const records = found.map((f) => f.record)
        record.rel = { ...record.rel, [name]: toOne(relation) ? (records[0] ?? null) : records }
        levels.set(own, [...(levels.get(own) ?? []), ...found])
    }
    let statements = asked.size
    for (const [own, found] of levels) statements += preloads(world, found, own)
    return statements
}

/** The preloads that a clause list names; the last of a name counts. */
export function preloads(world, rows, clauses) {
    const last = new Map(all(clauses, 'preload').map(([name, inner]) => [name, inner]))
    let statements = 0
    for (const [name, inner] of last) if (rows.length) statements += preload(world, rows, name, inner)
    return statements
}

/** A model's own query. */
export function queried(world, model, clauses) {
    const ways = world.rows[model.table].map((row) => ({ model, row, passed: [] }))
    return ways.filter((way) => holds(world, way, clauses) === true)
}

export function recordsOf(world, ways, clauses) {
    return ways.map((way) => ({ way, record: shown(world, way, clauses, []) }))
}
