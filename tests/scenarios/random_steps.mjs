// Random steps around one relation: it is preloaded, tested, counted and queried, with conditions, orders and limits.
import { hopsOf, toOne } from './evaluator/paths.mjs'
import { worldOf } from './evaluator/world.mjs'

const NUMBERS = new Set(['age', 'score', 'likes', 'rank', 'weight', 'since', 'length'])

function columnsOf(scenario, model) {
    return Object.keys(scenario.models[model].columns)
}

function keyOf(scenario, model) {
    return columnsOf(scenario, model).find((property) => scenario.models[model].columns[property].primary)
}

function numbersOf(scenario, model) {
    return columnsOf(scenario, model).filter((property) => NUMBERS.has(property))
}

function textsOf(scenario, model) {
    return columnsOf(scenario, model).filter((property) => ['name', 'title', 'bio', 'body'].includes(property))
}

function columnCondition(scenario, random, model) {
    const number = random.pick(numbersOf(scenario, model))
    const text = random.pick(textsOf(scenario, model))
    const kinds = [
        number && (() => ['where', number, random.pick(['>', '<=', '!=', '>=']), random.between(1, 7)]),
        number && (() => ['whereNotIn', number, [random.below(10), random.below(10)]]),
        number && (() => ['whereBetween', number, [random.below(4), random.between(5, 9)]]),
        text && (() => ['where', text, 'like', random.pick(['%i%', 'e%', '%r', '%a%'])]),
        text && (() => [random.pick(['whereNull', 'whereNotNull']), text]),
        () => [
            'where',
            keyOf(scenario, model),
            '!=',
            scenario.models[model].columns[keyOf(scenario, model)].type === 'text' ? 'bb' : random.between(1, 4),
        ],
    ].filter(Boolean)
    return random.pick(kinds)()
}

const either = ([verb, ...args]) => ['or' + verb[0].toUpperCase() + verb.slice(1), ...args]

function alternatives(scenario, random, model) {
    return [columnCondition(scenario, random, model), either(columnCondition(scenario, random, model))]
}

function conditions(scenario, random, model) {
    if (random.chance(0.25))
        return random.chance(0.5) ? alternatives(scenario, random, model) : [['whereGroup', alternatives(scenario, random, model)]]
    return random.chance(0.6) ? [columnCondition(scenario, random, model)] : []
}

/** Relations that lead to one model. */
function plainRelations(scenario, model) {
    return Object.entries(scenario.models[model].relations).filter(([, relation]) => relation.type !== 'morphTo')
}

function pivotCondition(scenario, random, relation) {
    return relation.options?.pivotTable ? [['wherePivot', 'weight', random.pick(['>', '<=']), random.between(2, 7)]] : []
}

/** Of a row that the relation passes on its way. */
function middleCondition(scenario, random, model, relation) {
    const world = worldOf(scenario)
    const passed = hopsOf(world, world.models[model], relation).slice(0, -1)
    const models = Object.values(world.models).filter((one) => passed.some((hop) => hop.table === one.table))
    if (!models.length) return []
    const middle = random.pick(models)
    return [
        [
            'where',
            `${middle.table}.${middle.keyColumn}`,
            '!=',
            scenario.models[middle.name].columns[middle.key].type === 'text' ? 'aa' : random.between(1, 3),
        ],
    ]
}

function relationCondition(scenario, random, model, [name, relation], depth = 0) {
    const inner = conditions(scenario, random, relation.related)
    if (random.chance(0.3)) inner.push(...pivotCondition(scenario, random, relation))
    if (random.chance(0.3)) inner.push(...middleCondition(scenario, random, model, relation))
    const further = plainRelations(scenario, relation.related)
    if (depth < 1 && further.length && random.chance(0.4))
        inner.push(relationCondition(scenario, random, relation.related, random.pick(further), depth + 1))
    const number = [random.pick(['>=', '=', '<', '>']), random.between(1, 3)]
    return random.pick([
        () => ['has', name],
        () => ['doesntHave', name],
        () => ['has', name, ...number],
        () => ['whereHas', name, inner],
        () => ['whereDoesntHave', name, inner],
        () => ['whereHas', name, inner, ...number],
    ])()
}

function aggregate(scenario, random, [name, relation]) {
    const number = random.pick(numbersOf(scenario, relation.related))
    if (number && random.chance(0.5))
        return [
            'withAggregate',
            name,
            [
                ...conditions(scenario, random, relation.related),
                [random.pick(['sum', 'avg', 'min', 'max']), number],
                ['as', name + '_number'],
            ],
        ]
    if (random.chance(0.2)) return ['withCount', name, [['distinct']]]
    return random.chance(0.5)
        ? ['withCount', name, null]
        : ['withCount', name, [...conditions(scenario, random, relation.related), ['as', name + '_some']]]
}

function limits(scenario, random, model) {
    const by = [random.pick(numbersOf(scenario, model)) ?? keyOf(scenario, model), random.pick(['asc', 'desc'])]
    const key = [keyOf(scenario, model), 'asc']
    return random.pick([
        () => [],
        () => [
            ['orderBy', ...by],
            ['orderBy', ...key],
        ],
        () => [
            ['orderBy', ...by],
            ['orderBy', ...key],
            ['limit', random.between(1, 2)],
        ],
        () => [
            ['orderBy', ...key],
            ['limit', 2],
            ['offset', 1],
        ],
        () => [
            ['groupLimit', random.between(1, 2)],
            ['groupOrderBy', ...by],
        ],
    ])()
}

function preload(scenario, random, model, [name, relation], depth) {
    const clauses = conditions(scenario, random, relation.related)
    if (random.chance(0.25)) clauses.push(...middleCondition(scenario, random, model, relation))
    if (random.chance(0.25)) clauses.push(...pivotCondition(scenario, random, relation))
    const further = plainRelations(scenario, relation.related)
    if (further.length && random.chance(0.3)) clauses.push(relationCondition(scenario, random, relation.related, random.pick(further), 1))
    if (!toOne(relation) && random.chance(0.15)) clauses.push(['distinct'])
    if (!toOne(relation) && !relation.options?.pivotColumns) clauses.push(...limits(scenario, random, relation.related))
    clauses.push(...below(scenario, random, relation.related, depth))
    return ['preload', name, clauses.length ? clauses : null]
}

function below(scenario, random, model, depth) {
    const relations = plainRelations(scenario, model)
    if (depth > 1 || !relations.length) return []
    const clauses = []
    if (random.chance(0.4)) clauses.push(preload(scenario, random, model, random.pick(relations), depth + 1))
    if (random.chance(0.3)) clauses.push(aggregate(scenario, random, random.pick(relations)))
    return clauses
}

function preloadOfTypes(scenario, random, name, relation) {
    const models = Object.values(relation.options.types)
    if (random.chance(0.3)) return ['preload', name, null]
    return ['preload', name, Object.fromEntries(random.some(models, 2).map((model) => [model, below(scenario, random, model, 1)]))]
}

function conditionOfTypes(scenario, random, name, relation) {
    const types = random.some(Object.values(relation.options.types), random.between(1, 2))
    const key = keyOf(scenario, types[0])
    const value = scenario.models[types[0]].columns[key].type === 'text' ? 'bb' : random.between(1, 3)
    return [
        random.pick(['whereHasMorph', 'whereDoesntHaveMorph']),
        name,
        types,
        random.chance(0.4) ? [] : [['where', key, random.pick(['!=', '>=']), value]],
    ]
}

function root(scenario, random, model) {
    const key = keyOf(scenario, model)
    const clauses = [['orderBy', key, random.pick(['asc', 'desc'])]]
    if (random.chance(0.2)) clauses.push(['limit', random.between(2, 4)])
    return clauses
}

/** A query of the model, about this relation. */
function query(scenario, random, model, [name, relation]) {
    const clauses = []
    const said = (probability) => random.chance(probability)
    if (relation.type === 'morphTo') {
        clauses.push(preloadOfTypes(scenario, random, name, relation))
        if (said(0.6)) clauses.unshift(conditionOfTypes(scenario, random, name, relation))
    } else {
        const kind = random.below(3)
        if (kind === 0 || said(0.3)) clauses.push(relationCondition(scenario, random, model, [name, relation]))
        if (kind === 1 || said(0.3)) clauses.push(aggregate(scenario, random, [name, relation]))
        if (kind === 2 || said(0.4)) clauses.push(preload(scenario, random, model, [name, relation], 0))
        if (said(0.15)) clauses.unshift(columnCondition(scenario, random, model))
        if (said(0.15)) clauses.push(either(relationCondition(scenario, random, model, random.pick(plainRelations(scenario, model)))))
    }
    return { op: 'query', model, query: [...clauses, ...root(scenario, random, model)] }
}

function relatedSteps(scenario, random, model, [name, relation]) {
    const key = keyOf(scenario, model)
    const asked = relation.type === 'morphTo' ? [] : [...conditions(scenario, random, relation.related)]
    if (relation.type !== 'morphTo' && !toOne(relation)) {
        asked.push(['orderBy', keyOf(scenario, relation.related), 'asc'], ...(random.chance(0.2) ? [['distinct']] : []))
        if (!relation.options?.pivotColumns && random.chance(0.4)) asked.push(['limit', 2])
    }
    const load =
        relation.type === 'morphTo'
            ? preloadOfTypes(scenario, random, name, relation)
            : preload(scenario, random, model, [name, relation], 1)
    const pages = random.chance(0.3) && asked.some((clause) => clause[0] === 'orderBy') && !asked.some((clause) => clause[0] === 'limit')
    return [
        { op: 'query', model, terminal: 'first', query: [['orderBy', key, random.pick(['asc', 'desc'])]], as: 'row' },
        ...(relation.type === 'morphTo'
            ? []
            : [
                  {
                      op: 'related.query',
                      row: 'row',
                      relation: name,
                      query: asked,
                      ...(pages && { terminal: 'paginate', page: 1, perPage: 2 }),
                  },
              ]),
        { op: 'load', row: 'row', relation: name, query: load[2] },
    ]
}

export function randomSteps(scenario, random, model, relation) {
    const steps = [
        query(scenario, random, model, relation),
        query(scenario, random, model, relation),
        query(scenario, random, model, relation),
    ]
    return [...steps, ...relatedSteps(scenario, random, model, relation)]
}
