// Conditions in three-valued logic: true, false, null (unknown).
import { waysOver } from './paths.mjs'
import { Failure, relationOf } from './world.mjs'

const rank = (value) => (value === null ? 0 : typeof value === 'number' ? 1 : 2)

/** Null before numbers before texts. */
export function order(a, b) {
    if (rank(a) !== rank(b)) return rank(a) - rank(b)
    return a === null || a === b ? 0 : a < b ? -1 : 1
}

/** A column of a way: a property, a column of its model, or table.column of its model or the first such table passed. */
export function valueOf(way, name) {
    const { model, row, passed } = way
    if (model.columns.has(name)) return row[model.columns.get(name)]
    const [table, column] = name.includes('.') ? name.split('.') : [model.table, name]
    const holder = table === model.table ? row : passed.find((p) => p.table === table)?.row
    if (!holder || !(column in holder)) throw new Failure('driver', 'no column ' + name)
    return holder[column]
}

function pivotValue(way, column) {
    const holder = way.passed[0]?.row
    if (!holder || !(column in holder)) throw new Failure('driver', 'no pivot column ' + column)
    return holder[column]
}

function like(value, pattern) {
    const parts = pattern.split('%').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    return new RegExp('^' + parts.join('.*') + '$', 'i').test(String(value))
}

export function compared(a, operator, b) {
    if (a === null || b === null) return null
    switch (operator) {
        case '=':
            return order(a, b) === 0
        case '!=':
            return order(a, b) !== 0
        case '<':
            return order(a, b) < 0
        case '<=':
            return order(a, b) <= 0
        case '>':
            return order(a, b) > 0
        case '>=':
            return order(a, b) >= 0
        case 'like':
            return like(a, b)
    }
    throw new Error('operator ' + operator)
}

const negation = (truth) => (truth === null ? null : !truth)
const both = (truths) => (truths.includes(false) ? false : truths.includes(null) ? null : true)
const either = (truths) => (truths.includes(true) ? true : truths.includes(null) ? null : false)

/** `orWhereNotInPivot`: {or, negated, pivot, verb: 'whereIn'}. */
function parsed(name) {
    const joined = /^(or|and)([A-Z].*)$/.exec(name)
    let verb = joined ? joined[2][0].toLowerCase() + joined[2].slice(1) : name
    const pivot = verb.startsWith('where') && verb.endsWith('Pivot')
    if (pivot) verb = verb.slice(0, -'Pivot'.length)
    let negated = false
    if (verb === 'doesntHave') [verb, negated] = ['has', true]
    else if (verb.startsWith('whereDoesntHave')) [verb, negated] = [verb.replace('Doesnt', '').replace('whereHave', 'whereHas'), true]
    else if (verb.startsWith('whereNot')) [verb, negated] = [verb.replace('Not', ''), true]
    return { or: joined?.[1] === 'or', negated, pivot, verb }
}

const VERBS = new Set(['where', 'whereIn', 'whereNull', 'whereBetween', 'whereGroup', 'has', 'whereHas', 'whereHasMorph'])
const isCondition = (clause) => VERBS.has(parsed(clause[0]).verb)

function tested(world, way, { verb, pivot }, args) {
    const value = () => (pivot ? pivotValue(way, args[0]) : valueOf(way, args[0]))
    switch (verb) {
        case 'where':
            return args.length > 2 ? compared(value(), args[1], args[2]) : compared(value(), '=', args[1])
        case 'whereIn':
            return args[1].length ? either(args[1].map((one) => compared(value(), '=', one))) : false
        case 'whereNull':
            return value() === null
        case 'whereBetween':
            return both([compared(value(), '>=', args[1][0]), compared(value(), '<=', args[1][1])])
        case 'whereGroup':
            return holds(world, way, args[0])
        case 'has':
            return counted(world, way, args[0], [], args[1], args[2])
        case 'whereHas':
            return counted(world, way, args[0], args[1] ?? [], args[2], args[3])
        case 'whereHasMorph':
            return ofTypes(world, way, args)
    }
}

function counted(world, way, name, clauses, operator = '>=', number = 1) {
    return compared(related(world, way.model, name, way.row, clauses).length, operator, number)
}

function ofTypes(world, way, [name, types, clauses]) {
    const found = waysOver(world, way.model, relationOf(way.model, name), way.row)
    return found.some((one) => types.includes(one.model.name) && holds(world, one, clauses ?? []) === true)
}

/** A list of conditions: `and` binds tighter than `or`. Clauses that are none say nothing here. */
export function holds(world, way, clauses) {
    const runs = []
    for (const clause of clauses.filter(isCondition)) {
        const name = parsed(clause[0])
        if (name.verb === 'whereGroup' && !clause[1].some(isCondition)) continue
        const truth = tested(world, way, name, clause.slice(1))
        if (name.or || !runs.length) runs.push([])
        runs.at(-1).push(name.negated ? negation(truth) : truth)
    }
    return runs.length ? either(runs.map(both)) : true
}

/** By these columns, then by the primary key. */
export function sortedBy(ways, columns) {
    const list = [...ways]
    return list.sort((a, b) => {
        for (const [name, direction] of columns) {
            const found = order(valueOf(a, name), valueOf(b, name)) * (direction === 'desc' ? -1 : 1)
            if (found) return found
        }
        return order(a.row[a.model.keyColumn], b.row[b.model.keyColumn])
    })
}

function once(ways, added) {
    const seen = new Set()
    return ways.filter((way) => {
        const identity = JSON.stringify([way.row[way.model.keyColumn], ...added.map((c) => way.passed[0].row[c.column])])
        return !seen.has(identity) && seen.add(identity)
    })
}

/** From relation to relation, each with what it declares. */
function passing(world, model, names, row) {
    let ways = [{ model, row, passed: [] }]
    for (const [i, name] of names.entries())
        ways = ways.flatMap((way) => {
            const before = i ? [...way.passed, { table: way.model.table, row: way.row }] : []
            return declaredWays(world, way.model, name, way.row).map((next) => ({ ...next, passed: [...before, ...next.passed] }))
        })
    return ways
}

/** The first by these orders; of equal rows the one with the greater key if the last order descends. */
function picked(ways, ofMany) {
    return sortedBy(ways, [...ofMany, [ways[0]?.model.key, ofMany.at(-1)[1]]]).slice(0, 1)
}

/** Ways to the rows that meet what a relation declares, of which `ofMany` picks one. */
function declaredWays(world, model, name, row) {
    const relation = relationOf(model, name)
    const { via, onQuery = [], ofMany } = relation.options ?? {}
    const all = via ? passing(world, model, via, row) : waysOver(world, model, relation, row)
    const ways = all.filter((way) => holds(world, way, onQuery) === true)
    return ofMany ? picked(ways, ofMany) : ways
}

/** Related rows that meet what is asked too, once per way; `distinct` takes each once, or once for each different added columns. */
export function related(world, model, name, row, clauses, added = []) {
    const ways = declaredWays(world, model, name, row).filter((way) => holds(world, way, clauses) === true)
    return clauses.some((c) => c[0] === 'distinct') ? once(ways, added) : ways
}
