// Steps that write the links of a many_to_many.
import { literal, scalar, text, Inexpressible } from './cpp_text.mjs'
import { attributes } from './values.mjs'

const pivotOf = (w, relation) => w.models.tables.get(w.models.pivotTable(relation))

export const pivotAttributes = (w, relation, values) => attributes(pivotOf(w, relation), values)

/// The column that a link leads to.
function farKey(w, relation) {
  const { relatedKey } = relation.options
  return relatedKey ? w.models.column(relation.related, relatedKey) : w.models.model(relation.related).columns.find((c) => c.primary)
}

function links(w, step, call) {
  const { relation } = w.relationOf(step)
  const { type } = farKey(w, relation)
  const given = step.attributes ?? step.ids.map((id) => [id, {}])
  const list = given.map(([id, values]) => `ginnel::link{${literal(id, type)}, ${pivotAttributes(w, relation, values)}}`)
  const options = call === 'attach' ? '{.duplicates = true}' : `{.detach = ${step.detach ?? true}}`
  return [`${w.related(step)}.${call}(std::vector<ginnel::link>{${list.join(', ')}}, ${options});`, 'out.nothing();']
}

function detach(w, step) {
  const { type } = farKey(w, w.relationOf(step).relation)
  const keys = step.ids ? `std::vector<${scalar(type)}>{${step.ids.map((id) => literal(id, type)).join(', ')}}` : ''
  return [`${w.related(step)}.detach(${keys});`, 'out.nothing();']
}

/// A condition on the link table's columns. `pivot_query` has these three alone.
function condition(table, [name, column, ...args]) {
  const type = table?.columns.find((c) => c.name === column)?.type
  if (!type) throw new Inexpressible('the pivot table has no such column')
  switch (name.replace(/^and(.)/, (_, c) => c.toLowerCase()).replace(/Pivot$/, '')) {
    case 'where': return `.where(${text(column)}, ${args.length > 1 ? `${text(args[0])}, ` : ''}${literal(args.at(-1), type)})`
    case 'whereIn': return `.where_in(${text(column)}, std::vector<${scalar(type)}>{${args[0].map((v) => literal(v, type)).join(', ')}})`
    case 'whereNull': return `.where_null(${text(column)})`
    default: throw new Inexpressible(`${name} is not a condition of pivot_query`)
  }
}

function pivotQuery(w, step) {
  const { relation } = w.relationOf(step)
  const calls = [`${w.related(step)}.pivot_query()`, ...step.query.map((c) => condition(pivotOf(w, relation), c))].join('')
  if (step.terminal === 'update') return [`out.affected(${calls}.update(${pivotAttributes(w, relation, step.values)}));`]
  if (step.terminal === 'delete') return [`out.affected(${calls}.remove());`]
  throw new Inexpressible('pivot_query reads no rows of the link table')
}

export const LINK_WRITES = {
  'related.attach': (w, step) => links(w, step, 'attach'),
  'related.sync': (w, step) => links(w, step, 'sync'),
  'related.detach': detach,
  'related.pivotQuery': pivotQuery,
}
