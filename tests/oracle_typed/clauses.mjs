// Clause lists as calls of a typed query.
import { literal, literals, scalar, text, Inexpressible } from './cpp_text.mjs'

const CONDITIONS = { where: 'where', andWhere: 'where', orWhere: 'or_where', whereNot: 'where_not', andWhereNot: 'where_not', orWhereNot: 'or_where_not' }
const LISTS = { whereIn: 'where_in', orWhereIn: 'or_where_in', whereNotIn: 'where_not_in', orWhereNotIn: 'or_where_not_in' }
const NULLS = { whereNull: 'where_null', orWhereNull: 'or_where_null', whereNotNull: 'where_not_null', orWhereNotNull: 'or_where_not_null' }
const GROUPS = { whereGroup: 'where', orWhereGroup: 'or_where' }
const HAS = { has: 'has', andHas: 'has', orHas: 'or_has', doesntHave: 'doesnt_have', andDoesntHave: 'doesnt_have', orDoesntHave: 'or_doesnt_have' }
const WHERE_HAS = { whereHas: 'where_has', andWhereHas: 'where_has', orWhereHas: 'or_where_has', whereDoesntHave: 'where_doesnt_have',
  andWhereDoesntHave: 'where_doesnt_have', orWhereDoesntHave: 'or_where_doesnt_have' }
const AGGREGATES = { countDistinct: 'count_distinct', sum: 'sum', avg: 'avg', min: 'min', max: 'max' }
const OPERATORS = new Set(['=', '<>', '!=', '<', '<=', '>', '>=', 'like', 'not like'])

/// Where clauses stand: the model asked for, the relation that leads to it (or null), and how deep in closures.
export class Place {
  constructor(models, model, relation = null, depth = 0) {
    Object.assign(this, { models, model, relation, depth })
  }

  get variable() {
    return `q${this.depth}`
  }

  inside(relation) {
    return new Place(this.models, relation.related, relation, this.depth + 1)
  }

  group() {
    return new Place(this.models, this.model, this.relation, this.depth + 1)
  }

  /// A column's spelling and type.
  column(name) {
    const { models, relation } = this
    if (!name.includes('.')) {
      const c = models.column(this.model, name)
      if (!c) throw new Inexpressible('a column that its model does not have does not compile')
      return { spelling: `&${this.model}::${c.member}`, type: c.type }
    }
    const [table, column] = name.split('.')
    for (const model of [this.model, ...(relation?.through ? [relation.through] : [])]) {
      const c = models.model(model).table === table && models.model(model).columns.find((x) => x.columnName === column)
      if (c) return { spelling: `&${model}::${c.member}`, type: c.type }
    }
    if (relation?.type === 'manyToMany' && models.pivotTable(relation) === table) return { spelling: text(name), type: this.pivotType(column) }
    throw new Inexpressible('a column of a table outside the query does not compile')
  }

  pivotType(column) {
    const { models, relation } = this
    if (relation?.type !== 'manyToMany') throw new Inexpressible('pivot conditions outside a many_to_many do not compile')
    const c = models.tables.get(models.pivotTable(relation))?.columns.find((x) => x.name === column)
    if (!c) throw new Inexpressible('the pivot table has no such column')
    return c.type
  }
}

/// A closure over the query of `place`.
export function closure(place, clauses) {
  const calls = written(place, clauses)
  return calls.length ? `[](auto& ${place.variable}) { ${calls.map((c) => `${c};`).join(' ')} }` : `[](auto&) {}`
}

/// `op, value` or `value` of a condition; no operator but those that compile.
function compared(args, type) {
  if (args.length < 2) return literal(args[0], type)
  if (!OPERATORS.has(args[0].toLowerCase())) throw new Inexpressible('an unknown operator does not compile')
  return `${text(args[0])}, ${literal(args[1], type)}`
}

function count(args) {
  return args.length ? `, ${text(args[0])}, ${args[1]}` : ''
}

/// The number of related rows, compared and denied: the typed door says it as a denied group.
function lacking(place, name, inner) {
  const group = place.group()
  return `${name.startsWith('or') ? 'or_where_not' : 'where_not'}([](auto& ${group.variable}) { ${group.variable}.${inner}; })`
}

/// A count or an aggregate of a relation: `with_...` of a query, or (`prefix` "load", `first` the row) the call for rows that exist.
export function aggregated(place, relation, clauses, prefix = 'with', first = '') {
  const inner = place.inside(relation)
  const alias = clauses.find(([name]) => name === 'as')?.[1]
  const what = clauses.find(([name]) => name in AGGREGATES || name === 'count')
  const rest = clauses.filter((c) => c !== what && c[0] !== 'as')
  const more = (rest.length ? `, ${closure(inner, rest)}` : '') + (alias ? `, ${text(alias)}` : '')
  const start = `${first}&${place.model}::${relation.member}`
  if (!what) return `${prefix}_count(${start}${more})`
  if (what[0] === 'count') return `${prefix}_count(${start}, ${countOfColumn(inner, what[1], rest)}, ${text(alias)})`
  const column = inner.column(what[1])
  if (!column.spelling.startsWith('&')) throw new Inexpressible('an aggregate of a pivot column, and no struct for the pivot, does not compile')
  return `${prefix}_${AGGREGATES[what[0]]}(${start}, ${column.spelling}${more})`
}

/// The count of a column is that of the rows where it is not null.
function countOfColumn(inner, column, conditions) {
  const group = inner.group()
  const calls = [
    ...(conditions.length ? [`${inner.variable}.where(${closure(group, conditions)});`] : []),
    `${inner.variable}.where_not_null(${inner.column(column).spelling});`,
  ]
  return `[](auto& ${inner.variable}) { ${calls.join(' ')} }`
}

function pivot(place, name, args) {
  const [, joint, not, kind] = /^(and|or)?[wW]here(Not)?(In|NotIn|Null|NotNull)?Pivot$/.exec(name) ?? []
  if (!name.endsWith('Pivot')) return null
  const type = place.pivotType(args[0])
  const or = joint === 'or' ? 'or_' : ''
  // "whereNotInPivot" reads as Not + In.
  const negated = not || kind?.startsWith('Not') ? '_not' : ''
  const column = text(args[0])
  if (kind?.endsWith('In')) {
    if (!args[1].length) return `${or}where${negated}_in_pivot(${column}, std::vector<${scalar(type)}>{})`
    return `${or}where${negated}_in_pivot(${column}, ${literals(args[1], type)})`
  }
  if (kind?.endsWith('Null')) return `${or}where${negated}_null_pivot(${column})`
  return `${or}where${negated}_pivot(${column}, ${compared(args.slice(1), type)})`
}

function order(place, column, direction) {
  const desc = direction === 'desc' ? ', ginnel::desc' : ''
  let spelling
  try {
    spelling = place.column(column).spelling
  } catch (e) {
    // What a count or an aggregate is called is no column, and named by a text.
    if (!(e instanceof Inexpressible) || column.includes('.') || !place.aliases?.has(column)) throw e
    spelling = text(column)
  }
  return `order_by(${spelling}${desc})`
}

function call(place, [name, ...args]) {
  const { models, model } = place
  const relation = () => models.relation(model, args[0])
  const member = (r) => `&${model}::${r.member}`
  if (name in CONDITIONS) {
    const c = place.column(args[0])
    return `${CONDITIONS[name]}(${c.spelling}, ${compared(args.slice(1), c.type)})`
  }
  if (name in LISTS) {
    const c = place.column(args[0])
    return `${LISTS[name]}(${c.spelling}, ${literals(args[1], c.type)})`
  }
  if (name in NULLS) return `${NULLS[name]}(${place.column(args[0]).spelling})`
  if (name in GROUPS) return `${GROUPS[name]}(${closure(place.group(), args[0])})`
  if (name in HAS) {
    const r = relation()
    if (args.length > 1 && HAS[name].includes('doesnt')) return lacking(place, name, `has(${member(r)}${count(args.slice(1))})`)
    return `${HAS[name]}(${member(r)}${count(args.slice(1))})`
  }
  if (name in WHERE_HAS) {
    const r = relation()
    const denied = args.length > 2 && WHERE_HAS[name].includes('doesnt')
    const inner = new Place(models, r.related, r, place.depth + (denied ? 2 : 1))
    const f = closure(inner, args[1] ?? [])
    if (denied) return lacking(place, name, `where_has(${member(r)}, ${f}${count(args.slice(2))})`)
    return `${WHERE_HAS[name]}(${member(r)}, ${f}${count(args.slice(2))})`
  }
  const ofPivot = pivot(place, name, args)
  if (ofPivot) return ofPivot
  switch (name) {
    case 'whereBetween': {
      const c = place.column(args[0])
      return `where_between(${c.spelling}, ${args[1].map((v) => literal(v, c.type)).join(', ')})`
    }
    case 'orderBy': return order(place, args[0], args[1])
    case 'limit': return `limit(${args[0]})`
    case 'offset': return `offset(${args[0]})`
    case 'select': return `select(${args[0].map((c) => place.column(c).spelling).join(', ')})`
    case 'preload': {
      const r = relation()
      return `preload(${member(r)}${args[1]?.length ? `, ${closure(place.inside(r), args[1])}` : ''})`
    }
    case 'preloadOnce':
      return `preload_once(${member(relation())})`
    case 'withCount':
    case 'withAggregate': {
      const r = relation()
      ;(place.aliases ??= new Set()).add((args[1] ?? []).find((c) => c[0] === 'as')?.[1] ?? `${r.name}_count`)
      return aggregated(place, r, args[1] ?? [])
    }
    case 'groupLimit':
    case 'groupOrderBy':
      if (!place.relation) throw new Inexpressible(`${name} outside a relation does not compile`)
      return name === 'groupLimit' ? `group_limit(${args[0]})` : `group_order_by(${place.column(args[0]).spelling}${args[1] === 'desc' ? ', ginnel::desc' : ''})`
    case 'pivotColumns':
      return `pivot_columns({${args[0].map(text).join(', ')}})`
    default:
      throw new Inexpressible(`${name} is not in the typed door`)
  }
}

/// The statements that say the clauses to the variable of `place`.
export function written(place, clauses) {
  return clauses.map((c) => {
    if (c[0] === 'unlessSubQuery') return `if (!${place.variable}.is_sub_query()) { ${written(place, c[1]).map((l) => l + ';').join(' ')} }`
    return `${place.variable}.${call(place, c)}`
  })
}

/// The same, as calls hung onto one another.
export const chained = (place, clauses) => clauses.map((c) => `.${call(place, c)}`)
