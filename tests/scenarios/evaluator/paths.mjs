// From a parent's row to its related rows: nested loops over the tables on the way.
// A hop: rows of `table` whose `to` equals `from` of the row reached so far, and whose columns `fixed` have these values.
import { Failure, columnName, keyColumn, relationOf } from './world.mjs'

const TO_ONE = new Set(['belongsTo', 'hasOne', 'hasOneThrough', 'morphOne', 'morphTo'])
export const toOne = (relation) => TO_ONE.has(relation.type)

function camel(model) {
    return model.name[0].toLowerCase() + model.name.slice(1)
}

/** The property that holds the key of a model on another one: userId. */
function keyFor(model) {
    return camel(model) + model.key[0].toUpperCase() + model.key.slice(1)
}

function hopOnTarget(from, to, localKey, foreignKey, fixed = {}) {
    return { table: to.table, from: keyColumn(from, localKey ?? from.key), to: keyColumn(to, foreignKey ?? keyFor(from)), fixed }
}

function hopOnSource(from, to, localKey, foreignKey) {
    return { table: to.table, from: keyColumn(from, foreignKey ?? keyFor(to)), to: keyColumn(to, localKey ?? to.key), fixed: {} }
}

/** The hop between two models by convention: the key lies on whichever of the two has it. */
function hopBetween(from, to) {
    return to.columns.has(keyFor(from)) ? hopOnTarget(from, to) : hopOnSource(from, to)
}

function throughModels(world, model, target, relation) {
    const { foreignKey, localKey, throughForeignKey, throughLocalKey, keyThrough } = relation.options ?? {}
    const passed = (relation.options?.throughModels ?? [relation.through]).map((name) => world.models[name])
    const last = passed.at(-1)
    const hops = [hopOnTarget(model, passed[0], localKey, foreignKey)]
    for (let i = 1; i < passed.length; i++) hops.push(hopBetween(passed[i - 1], passed[i]))
    if (keyThrough) hops.push(hopOnSource(last, target, undefined, keyThrough))
    else if (throughForeignKey || throughLocalKey) hops.push(hopOnTarget(last, target, throughLocalKey, throughForeignKey))
    else hops.push(hopBetween(last, target))
    return hops
}

function passing(world, model, names) {
    const hops = []
    for (const name of names) {
        const relation = relationOf(model, name)
        hops.push(...hopsOf(world, model, relation))
        model = world.models[relation.related]
    }
    return hops
}

function overPivot(model, target, options, fixed) {
    const near = options.pivotForeignKey ?? columnName(keyFor(model))
    const far = options.pivotRelatedForeignKey ?? columnName(keyFor(target))
    return [
        { table: options.pivotTable, from: keyColumn(model, options.localKey ?? model.key), to: near, fixed },
        { table: target.table, from: far, to: keyColumn(target, options.relatedKey ?? target.key), fixed: {} },
    ]
}

/** The hops of a relation; of a morphTo those to one of its models (`to`). */
export function hopsOf(world, model, relation, to) {
    const options = relation.options ?? {}
    const target = world.models[to ?? relation.related]
    switch (relation.type) {
        case 'belongsTo':
            return [hopOnSource(model, target, options.localKey, options.foreignKey)]
        case 'hasOne':
        case 'hasMany':
            return [hopOnTarget(model, target, options.localKey, options.foreignKey)]
        case 'morphOne':
        case 'morphMany':
            return [
                hopOnTarget(model, target, options.localKey, options.foreignKey, {
                    [keyColumn(target, options.typeKey)]: options.value ?? model.name,
                }),
            ]
        case 'morphTo':
            return [hopOnSource(model, target, options.localKey, options.foreignKey)]
        case 'manyToMany':
            return overPivot(model, target, options, {})
        case 'morphToMany':
            return overPivot(model, target, options, { [options.pivotTypeKey]: options.value ?? model.name })
        case 'morphedByMany':
            return overPivot(model, target, options, { [options.pivotTypeKey]: options.value ?? target.name })
        case 'hasOneThrough':
        case 'hasManyThrough':
            return options.via ? passing(world, model, options.via) : throughModels(world, model, target, relation)
    }
    throw new Error('relation type ' + relation.type)
}

/** The model that a row's morphTo leads to, or undefined. */
export function morphTarget(world, model, relation, row) {
    const type = row[keyColumn(model, relation.options.typeKey)]
    return type === null ? undefined : relation.options.types[type]
}

/** Whether a row names a type that its morphTo does not know. */
function strange(model, relation, row) {
    const type = row[keyColumn(model, relation.options.typeKey)]
    return type !== null && !(type in relation.options.types) && row[keyColumn(model, relation.options.foreignKey)] !== null
}

/** The hops that lead from this one row, or none: a morphTo's depend on the row. */
function hopsFrom(world, model, relation, row) {
    if (relation.type !== 'morphTo') return hopsOf(world, model, relation)
    const to = morphTarget(world, model, relation, row)
    return to && hopsOf(world, model, relation, to)
}

function meets(row, hop, key) {
    return key !== null && row[hop.to] === key && Object.entries(hop.fixed).every(([column, value]) => row[column] === value)
}

/** Over the hops of a relation, without its conditions. Once per way that leads there: {model, row, passed: [{table, row}]}. */
export function waysOver(world, model, relation, row) {
    const hops = hopsFrom(world, model, relation, row)
    if (!hops) return []
    const target = world.models[relation.type === 'morphTo' ? morphTarget(world, model, relation, row) : relation.related]
    let ways = [{ at: row, passed: [] }]
    for (const hop of hops) {
        const further = []
        for (const way of ways)
            for (const next of world.rows[hop.table])
                if (meets(next, hop, way.at[hop.from])) further.push({ at: next, passed: [...way.passed, { table: hop.table, row: next }] })
        ways = further
    }
    return ways.map((way) => ({ model: target, row: way.at, passed: way.passed.slice(0, -1) }))
}

/** The columns that a relation adds to its rows. */
export function addedColumns(world, model, relation) {
    const options = relation.options ?? {}
    const hops = relation.type === 'morphTo' ? [] : hopsOf(world, model, relation)
    if (relation.type.endsWith('Through')) return hops.length > 1 ? [{ column: hops[0].to, alias: 'through_' + hops[0].to }] : []
    if (hops.length < 2) return []
    const columns = [hops[0].to, hops[1].from, ...(options.pivotColumns ?? [])]
    return columns.map((column) => ({ column, alias: 'pivot_' + column }))
}

/** Whether a preload of this row has something to ask for, and of which model (a morphTo asks each model once). */
export function askedBy(world, model, relation, row) {
    if (relation.type === 'morphTo' && strange(model, relation, row))
        throw new Failure('type-error', 'a type that the relation does not know')
    const hops = hopsFrom(world, model, relation, row)
    if (!hops || row[hops[0].from] === null) return undefined
    return relation.type === 'morphTo' ? morphTarget(world, model, relation, row) : relation.related
}
