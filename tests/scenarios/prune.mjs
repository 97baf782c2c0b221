// Leaves out of a scenario what its steps do not speak of, so that a person can read what is left.

function strings(value, into = new Set()) {
    if (typeof value === 'string') into.add(value)
    else if (value && typeof value === 'object') for (const [name, inner] of Object.entries(value)) strings(inner, into.add(name))
    return into
}

function modelsOf(relation) {
    const options = relation.options ?? {}
    return [relation.related, relation.through, ...(options.throughModels ?? []), ...Object.values(options.types ?? {})].filter(Boolean)
}

export function pruned(scenario) {
    const said = strings(scenario.steps)
    const models = new Set(scenario.steps.map((step) => step.model).filter(Boolean))
    const relations = new Map()
    for (let size = -1; size !== relations.size + models.size;) {
        size = relations.size + models.size
        for (const model of models)
            for (const [name, relation] of Object.entries(scenario.models[model].relations)) {
                if (!said.has(name)) continue
                relations.set(`${model}.${name}`, relation)
                for (const one of modelsOf(relation)) models.add(one)
                strings([relation.options?.via ?? [], relation.options?.onQuery ?? []], said)
            }
    }
    const kept = {}
    for (const [name, model] of Object.entries(scenario.models)) {
        if (!models.has(name)) continue
        kept[name] = {
            ...model,
            relations: Object.fromEntries(Object.entries(model.relations).filter(([relation]) => relations.has(`${name}.${relation}`))),
        }
    }
    const names = new Set(Object.values(kept).map((model) => model.table))
    for (const relation of relations.values()) names.add(relation.options?.pivotTable)
    const tables = scenario.tables.filter((table) => names.has(table.name))
    const rows = Object.fromEntries(Object.entries(scenario.rows).filter(([table]) => names.has(table)))
    return { ...scenario, tables, rows, models: kept }
}
