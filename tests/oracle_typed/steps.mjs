// Steps of a recording as statements of C++: variables, transactions, and what reads. What writes is in the files of its kind.
import { aggregated, chained, closure, Place } from './clauses.mjs'
import { identifier, indented, literal, scalar, text, Inexpressible } from './cpp_text.mjs'
import { LINK_WRITES } from './link_writes.mjs'
import { RELATED_WRITES } from './related_writes.mjs'
import { ROW_STEPS } from './row_steps.mjs'
import { assignments } from './values.mjs'

const AGGREGATES = { count: 'count', countDistinct: 'count_distinct', sum: 'sum', avg: 'avg', min: 'min', max: 'max' }
const TO_ONE = new Set(['hasOne', 'belongsTo'])
const WRITES = { ...ROW_STEPS, ...RELATED_WRITES, ...LINK_WRITES }
const IN_MEMORY = new Set(['new', 'set', 'dump'])
// What the generated function calls its own.
const TAKEN = new Set(['s', 't', 'db', 'out', 'rows'])

/// Whether steps write rows.
export function writes(steps) {
  return steps.some((s) => (s.steps ? writes(s.steps) : (s.op in WRITES && !IN_MEMORY.has(s.op)) || ['update', 'delete'].includes(s.terminal)))
}

/// Writes the body of one scenario's function; throws Inexpressible where a step has no typed form.
export class StepWriter {
  constructor(models, scenario) {
    Object.assign(this, { models, scenario, declared: [], stored: new Map(), db: 'db' })
  }

  write() {
    return this.scenario.steps.flatMap((step, i) => {
      const lines = this.#step(step, this.scenario.expected[i])
      return [...this.declared.splice(0), ...lines]
    })
  }

  #step(step, expected) {
    this.expected = expected?.result
    if (step.op === 'transaction') return this.#transaction(step, expected)
    return ['s.step([&](oracle::answer& out) {', ...indented(this.#body(step)), '});']
  }

  #transaction(step, expected) {
    this.db = 't'
    const lines = step.steps.flatMap((inner, i) => this.#step(inner, expected.steps[i]))
    this.db = 'db'
    return [`s.transaction(${step.end === 'commit'}, [&](ginnel::transaction& t) {`, ...indented(lines), '});']
  }

  #body(step) {
    if (WRITES[step.op]) return WRITES[step.op](this, step)
    switch (step.op) {
      case 'find': return this.keep(step, 'one', step.model, `${this.db}.find<${step.model}>(${this.#key(step)})`)
      case 'query': return this.#asked(step, `${this.db}.query<${step.model}>()`, new Place(this.models, step.model))
      case 'related.query': return this.#related(step)
      case 'loadCount':
      case 'loadAggregate': return [this.#loadValue(step), ...this.shown(step)]
      case 'loadOnce': return [this.#load(step, step.relation, null, 'load_once'), ...this.shown(step)]
      case 'load': return [this.#load(step, step.relation, step.query), ...this.shown(step)]
      case 'loadMany': return [...step.relations.map(([name, clauses]) => this.#load(step, name, clauses)), ...this.shown(step)]
      case 'serialize':
        return [`out.json(ginnel::to_json(${this.#serialized(step)}));`]
      case 'setRelated':
      case 'pushRelated': return this.#byHand(step)
      case 'relationKeys': return this.#keys(step)
      default: throw new Inexpressible(`${step.op} is not in the typed door, or not written by the generator`)
    }
  }

  #key({ model, id }) {
    return literal(id, this.models.model(model).columns.find((c) => c.primary).type)
  }

  /// Declares the variable that a step's result is kept in, before the step.
  variable(step, shape, model) {
    const name = identifier(step.as) + (TAKEN.has(step.as) ? '_row' : '')
    const known = this.stored.get(step.as)
    if (known && (known.shape !== shape || known.model !== model)) throw new Inexpressible('a name that is used for rows of two types')
    if (!known) this.declared.push(shape === 'one' ? `std::optional<${model}> ${name};` : `std::vector<${model}> ${name};`)
    this.stored.set(step.as, { name, shape, model })
    return name
  }

  keep(step, shape, model, expression) {
    if (!step.as) return [`out.rows(${expression});`]
    const name = this.variable(step, shape, model)
    return [`${name} = ${expression};`, `out.rows(${name});`]
  }

  named(name) {
    const stored = this.stored.get(name)
    if (!stored) throw new Inexpressible('a step on a row that none before it stored')
    return stored
  }

  row(step) {
    const { name, shape } = this.named(step.row)
    return shape === 'one' ? `${name}.value()` : `${name}.at(${step.index ?? 0})`
  }

  shown(step) {
    return [`out.rows(${this.row(step)});`]
  }

  relationOf(step, name = step.relation) {
    const { model } = this.named(step.row)
    const relation = this.models.relation(model, name)
    return { model, relation, member: `&${model}::${relation.member}` }
  }

  /// The related rows of a step's row, to query and to write.
  related(step) {
    return `${this.db}.related(${this.row(step)}, ${this.relationOf(step).member})`
  }

  #load(step, name, clauses, call = 'load') {
    const { relation, member } = this.relationOf(step, name)
    const f = clauses?.length ? ', ' + closure(new Place(this.models, relation.related, relation, 1), clauses) : ''
    return `${this.db}.${call}(${this.row(step)}, ${member}${f});`
  }

  #loadValue(step) {
    const { model, relation } = this.relationOf(step)
    return `${this.db}.${aggregated(new Place(this.models, model), relation, step.query ?? [], 'load', `${this.row(step)}, `)};`
  }

  #related(step) {
    const { relation } = this.relationOf(step)
    return this.#asked(step, `${this.related(step)}.query()`, new Place(this.models, relation.related, relation))
  }

  /// The clauses and the terminal of a query.
  #asked(step, base, place) {
    const { terminal = 'all', query = [] } = step
    const toOne = place.relation && TO_ONE.has(place.relation.type)
    if (terminal === 'pojo') return this.#plain(step, base, place)
    const calls = [base, ...chained(place, query)].join('')
    switch (terminal) {
      case 'all':
        // As in Lucid: the related query of a to-one relation has at most one row.
        return this.keep(step, 'many', place.model, `${calls}${toOne ? '.limit(1)' : ''}.all()`)
      case 'first': return this.keep(step, 'one', place.model, `${calls}.first()`)
      case 'firstOrFail': return this.keep(step, 'one', place.model, `${calls}.first_or_fail()`)
      case 'paginate':
        if (toOne) throw new Inexpressible('a page of a to-one relation')
        if (step.as) throw new Inexpressible('a page kept for later steps')
        return [`out.page(${calls}, ${step.page}, ${step.perPage});`]
      case 'update': return [`out.affected(${calls}.update(${assignments(this.models, place.model, step.values)}));`]
      case 'delete': return [`out.affected(${calls}.remove());`]
      default: throw new Inexpressible(`the terminal ${terminal} is not in the typed door`)
    }
  }

  /// Plain rows of aggregates: a tuple of the values.
  #plain(step, base, place) {
    const asked = step.query.filter(([name]) => name in AGGREGATES)
    const others = step.query.filter((c) => !asked.includes(c))
    const parts = asked.map(([name, what]) => {
      const [, column, alias] = /^(\S+) as (\w+)$/.exec(what) ?? []
      if (!alias) throw new Inexpressible('a plain row without names')
      if (column === '*') return { alias, type: 'std::int64_t', value: `ginnel::${AGGREGATES[name]}()` }
      const { spelling, type } = place.column(column)
      const read = name.startsWith('count') ? 'std::int64_t' : `std::optional<${name === 'avg' ? 'double' : scalar(type)}>`
      return { alias, type: read, value: `ginnel::${AGGREGATES[name]}(${spelling})` }
    })
    if (!parts.length) throw new Inexpressible('plain rows without aggregates are not written by the generator')
    const row = `std::tuple<${parts.map((p) => p.type).join(', ')}>`
    const calls = [base, ...chained(place, others)].join('')
    return [`out.plain({${parts.map((p) => text(p.alias)).join(', ')}}, ${calls}.all_as<${row}>(${parts.map((p) => p.value).join(', ')}));`]
  }

  /// The row, or the list where none of it is named; and what of it is shown.
  #serialized(step) {
    const { name, shape, model } = this.named(step.row)
    const what = shape === 'many' && step.index === undefined ? name : this.row(step)
    return step.pick ? `${what}, ${this.#pick(model, step.pick)}` : what
  }

  /// Fields go by their names in JSON, and relations stay where none are named.
  #pick(model, { fields, relations }) {
    const { columns, relations: all } = this.models.model(model)
    const without = Array.isArray(fields) ? columns.filter((c) => !fields.includes(this.models.shown(c))) : []
    if (fields && !Array.isArray(fields)) throw new Inexpressible('fields to leave out are not written by the generator')
    if (relations) without.push(...all.filter((r) => !(r.name in relations)))
    const below = Object.entries(relations ?? {}).map(([name, inner]) => {
      const r = this.models.relation(model, name)
      return `.with(&${model}::${r.member}, ${this.#pick(r.related, inner)})`
    })
    const omitted = without.map((m) => `&${model}::${m.member}`).join(', ')
    return `ginnel::pick<${model}>()${omitted && `.omit(${omitted})`}${below.join('')}`
  }

  #byHand(step) {
    const { relation } = this.relationOf(step)
    const list = Array.isArray(step.related)
    const toOne = TO_ONE.has(relation.type)
    if (step.op === 'setRelated' && list === toOne) throw new Inexpressible('a row for a list, or a list for a row, does not compile')
    const rows = (list ? step.related : [step.related]).map((name) => `${this.named(name).name}.value()`)
    const slot = `${this.row(step)}.${relation.member}`
    const set = step.op === 'setRelated'
    const calls = set && !toOne ? [`${slot}.set_related({${rows.join(', ')}});`] : rows.map((r) => `${slot}.${set ? 'set' : 'push'}_related(${r});`)
    return [...calls, ...this.shown(step)]
  }

  #keys({ model, relation }) {
    const r = this.models.relation(model, relation)
    const through = r.through ? `ginnel::model_of<${r.through}>().table()` : '""'
    return [`out.keys(ginnel::model_of<${model}>(), ginnel::model_of<${r.related}>(), ${through}, ${text(r.member)});`]
  }
}
