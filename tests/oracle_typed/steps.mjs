// Steps of a recording as statements of C++.
import { chained, closure, Place } from './clauses.mjs'
import { identifier, literal, scalar, text, Inexpressible } from './cpp_text.mjs'

const AGGREGATES = { count: 'count', countDistinct: 'count_distinct', sum: 'sum', avg: 'avg', min: 'min', max: 'max' }
const TO_ONE = new Set(['hasOne', 'belongsTo'])

/// Writes the body of one scenario's function; throws Inexpressible where a step has no typed form.
export class StepWriter {
  constructor(models, scenario) {
    Object.assign(this, { models, scenario, lines: [], stored: new Map() })
  }

  write() {
    this.scenario.steps.forEach((step, i) => {
      this.expected = this.scenario.expected[i]
      const body = this.#body(step)
      this.lines.push('s.step([&](oracle::answer& out) {', ...body.map((l) => '    ' + l), '});')
    })
    return this.lines
  }

  #body(step) {
    switch (step.op) {
      case 'find': return this.#keep(step, 'one', step.model, `db.find<${step.model}>(${this.#key(step)})`)
      case 'query': return this.#asked(step, `db.query<${step.model}>()`, new Place(this.models, step.model))
      case 'related.query': return this.#related(step)
      case 'new': return this.#made(step)
      case 'load': return [this.#load(step, step.relation, step.query), ...this.#shown(step)]
      case 'loadMany': return [...step.relations.map(([name, clauses]) => this.#load(step, name, clauses)), ...this.#shown(step)]
      case 'serialize':
        if (step.pick) throw new Inexpressible('a choice of fields for JSON is not in the typed door')
        return [`out.json(ginnel::to_json(${this.#row(step)}));`]
      case 'setRelated':
      case 'pushRelated': return this.#byHand(step)
      case 'relationKeys': return this.#keys(step)
      case 'related.sync':
      case 'related.attach': return this.#links(step)
      default: throw new Inexpressible(`${step.op} is not in the typed door, or not written by the generator`)
    }
  }

  #key({ model, id }) {
    return literal(id, this.models.model(model).columns.find((c) => c.primary).type)
  }

  /// Declares the variable that a step's result is kept in, before the step.
  #variable(step, shape, model) {
    const name = identifier(step.as)
    const known = this.stored.get(step.as)
    if (known && (known.shape !== shape || known.model !== model)) throw new Inexpressible('a name that is used for rows of two types')
    if (!known) this.lines.push(shape === 'one' ? `std::optional<${model}> ${name};` : `std::vector<${model}> ${name};`)
    this.stored.set(step.as, { name, shape, model })
    return name
  }

  #keep(step, shape, model, expression) {
    if (!step.as) return [`out.rows(${expression});`]
    const name = this.#variable(step, shape, model)
    return [`${name} = ${expression};`, `out.rows(${name});`]
  }

  #named(name) {
    const stored = this.stored.get(name)
    if (!stored) throw new Inexpressible('a step on a row that none before it stored')
    return stored
  }

  #row(step) {
    const { name, shape } = this.#named(step.row)
    return shape === 'one' ? `${name}.value()` : `${name}.at(${step.index ?? 0})`
  }

  #shown(step) {
    return [`out.rows(${this.#row(step)});`]
  }

  #relationOf(step, name = step.relation) {
    const { model } = this.#named(step.row)
    const relation = this.models.relation(model, name)
    return { model, relation, member: `&${model}::${relation.member}` }
  }

  #load(step, name, clauses) {
    const { relation, member } = this.#relationOf(step, name)
    const f = clauses?.length ? ', ' + closure(new Place(this.models, relation.related, relation, 1), clauses) : ''
    return `db.load(${this.#row(step)}, ${member}${f});`
  }

  #related(step) {
    const { relation, member } = this.#relationOf(step)
    const base = `db.related(${this.#row(step)}, ${member}).query()`
    return this.#asked(step, base, new Place(this.models, relation.related, relation))
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
        return this.#keep(step, 'many', place.model, `${calls}${toOne ? '.limit(1)' : ''}.all()`)
      case 'first': return this.#keep(step, 'one', place.model, `${calls}.first()`)
      case 'firstOrFail': return this.#keep(step, 'one', place.model, `${calls}.first_or_fail()`)
      case 'paginate':
        if (toOne) throw new Inexpressible('a page of a to-one relation')
        if (step.as) throw new Inexpressible('a page kept for later steps')
        return [`out.page(${calls}, ${step.page}, ${step.perPage});`]
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

  #made(step) {
    const name = this.#variable(step, 'one', step.model)
    const set = Object.entries(step.values).map(([property, v]) => {
      const c = this.models.column(step.model, property)
      if (!c) throw new Inexpressible('a value for a column that its model does not have does not compile')
      return `${name}->${c.member} = ${v === null ? 'std::nullopt' : literal(v, c.type)};`
    })
    return [`${name}.emplace();`, ...set, `out.rows(${name});`]
  }

  #byHand(step) {
    const { relation } = this.#relationOf(step)
    const list = Array.isArray(step.related)
    const toOne = TO_ONE.has(relation.type)
    if (step.op === 'setRelated' && list === toOne) throw new Inexpressible('a row for a list, or a list for a row, does not compile')
    const rows = (list ? step.related : [step.related]).map((name) => `${this.#named(name).name}.value()`)
    const slot = `${this.#row(step)}.${relation.member}`
    const set = step.op === 'setRelated'
    const calls = set && !toOne ? [`${slot}.set_related({${rows.join(', ')}});`] : rows.map((r) => `${slot}.${set ? 'set' : 'push'}_related(${r});`)
    return [...calls, ...this.#shown(step)]
  }

  #keys({ model, relation }) {
    const r = this.models.relation(model, relation)
    const through = r.through ? `ginnel::model_of<${r.through}>().table()` : '""'
    return [`out.keys(ginnel::model_of<${model}>(), ginnel::model_of<${r.related}>(), ${through}, ${text(r.member)});`]
  }

  #links(step) {
    const { relation, member } = this.#relationOf(step)
    const target = this.models.model(relation.related)
    const key = relation.options.relatedKey ? this.models.column(relation.related, relation.options.relatedKey) : target.columns.find((c) => c.primary)
    const columns = this.models.tables.get(this.models.pivotTable(relation))?.columns ?? []
    const attribute = ([name, v]) => {
      const type = columns.find((c) => c.name === name)?.type
      if (!type) throw new Inexpressible('the pivot table has no such column')
      return `{${text(name)}, ${v === null ? 'ginnel::value{}' : literal(v, type)}}`
    }
    const link = ([id, values]) => `ginnel::link{${literal(id, key.type)}, {${Object.entries(values).map(attribute).join(', ')}}}`
    const list = (step.attributes ?? step.ids.map((id) => [id, {}])).map(link)
    const call = step.op === 'related.sync' ? 'sync' : 'attach'
    const options = call === 'attach' ? '{.duplicates = true}' : `{.detach = ${step.detach ?? true}}`
    return [`db.related(${this.#row(step)}, ${member}).${call}(std::vector<ginnel::link>{${list.join(', ')}}, ${options});`, 'out.nothing();']
  }
}
