// A scenario's models and rows as plain objects. A row maps column names to values.

export class Failure extends Error {
    constructor(kind, message) {
        super(message)
        this.kind = kind
    }
}

export function columnName(property) {
    return property.replace(/[A-Z]/g, (letter) => '_' + letter.toLowerCase())
}

function modelOf(name, declared) {
    const columns = new Map(Object.entries(declared.columns).map(([property, c]) => [property, c.columnName ?? columnName(property)]))
    const key = Object.keys(declared.columns).find((property) => declared.columns[property].primary)
    return { name, table: declared.table, columns, key, keyColumn: columns.get(key), relations: declared.relations ?? {} }
}

export function worldOf(scenario) {
    const models = {}
    const rows = {}
    for (const [name, declared] of Object.entries(scenario.models)) models[name] = modelOf(name, declared)
    for (const table of scenario.tables) {
        rows[table.name] = []
        for (const values of scenario.rows[table.name] ?? []) {
            const row = {}
            table.columns.forEach((column, i) => (row[column.name] = values[i]))
            rows[table.name].push(row)
        }
    }
    return { models, rows }
}

export function relationOf(model, name) {
    const relation = model.relations[name]
    if (!relation) throw new Failure('undefined-relationship', `${model.name} has no relation ${name}`)
    return relation
}

/** The column of a property that a key names. */
export function keyColumn(model, property) {
    const column = model.columns.get(property)
    if (!column) throw new Failure('missing-attribute', `${model.name} has no property ${property}`)
    return column
}
