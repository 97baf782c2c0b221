// Steps that write the rows of a relation.
import { Inexpressible } from './cpp_text.mjs'
import { pivotAttributes } from './link_writes.mjs'
import { keysOf } from './models.mjs'
import { kept, shownAs } from './row_steps.mjs'
import { assignments, struct, structs } from './values.mjs'

const linked = (relation) => relation.type === 'manyToMany'

/// How rows are linked under a many_to_many. `fresh`: they are new, so that no look at the links is needed.
function saving(w, relation, step, fresh) {
  const parts = []
  if (fresh || step.sync === false) parts.push('.duplicates = true')
  const list = Array.isArray(step.attributes) ? step.attributes : null
  if (list?.length) parts.push(`.each = {${list.map((a) => pivotAttributes(w, relation, a ?? {})).join(', ')}}`)
  else if (step.attributes && !list) parts.push(`.attributes = ${pivotAttributes(w, relation, step.attributes)}`)
  return parts.length ? `, {${parts.join(', ')}}` : ''
}

/// The parent and the rows that were saved.
function parentAnd(w, step, related) {
  return ['out.part("row");', shownAs(w, w.row(step), w.expected?.row), 'out.part("related");', shownAs(w, related, w.expected?.related), 'out.end_parts();']
}

function create(w, step, many) {
  const { relation } = w.relationOf(step)
  const model = relation.related
  const rows = (many ? structs : struct)(w.models, model, step.values)
  const options = linked(relation) ? saving(w, relation, step, true) : ''
  return kept(w, step, many ? 'many' : 'one', model, `${w.related(step)}.${many ? 'create_many' : 'create'}(${rows}${options})`)
}

function save(w, step) {
  const { relation } = w.relationOf(step)
  const { name } = w.named(step.related)
  const options = linked(relation) ? saving(w, relation, step) : ''
  return [`${w.related(step)}.save(${name}.value()${options});`, ...parentAnd(w, step, `${name}.value()`)]
}

function saveMany(w, step) {
  const { relation } = w.relationOf(step)
  if (new Set(step.related).size < step.related.length) throw new Inexpressible('a list that names one row twice would hold two rows')
  const names = step.related.map((name) => w.named(name).name)
  const options = linked(relation) ? saving(w, relation, step) : ''
  return [
    `std::vector<${relation.related}> rows{${names.map((n) => `${n}.value()`).join(', ')}};`,
    `${w.related(step)}.save_many(rows${options});`,
    ...names.map((n, i) => `${n} = rows[${i}];`),
    ...parentAnd(w, step, 'rows'),
  ]
}

function find(w, step, call) {
  const model = w.relationOf(step).relation.related
  const [search, values] = [step.search, step.values].map((v) => assignments(w.models, model, v))
  return kept(w, step, 'one', model, `${w.related(step)}.${call}(${search}, ${values})`)
}

/// Whether each of the values names all that a struct holds beside its own key and the parent's.
function complete(w, { model, relation }, list) {
  const { foreign } = keysOf(w.models, w.models.model(model), relation)
  const needed = w.models.model(relation.related).columns.filter((c) => !c.primary && c !== foreign?.column)
  return list.every((values) => needed.every((c) => c.property in values || c.columnName in values))
}

function findMany(w, step, call) {
  const under = w.relationOf(step)
  const model = under.relation.related
  const by = [].concat(step.predicate).map((name) => w.models.column(model, name))
  if (!by.length || by.includes(undefined)) throw new Inexpressible('rows that are found by no column of theirs')
  if (call === 'update_or_create_many' && !complete(w, under, step.values)) throw new Inexpressible('structs give rows that exist all columns, not some')
  const members = by.map((c) => `&${model}::${c.member}`)
  const columns = members.length === 1 ? members[0] : `ginnel::columns(${members.join(', ')})`
  return kept(w, step, 'many', model, `${w.related(step)}.${call}(${columns}, ${structs(w.models, model, step.values)})`)
}

export const RELATED_WRITES = {
  'related.create': (w, step) => create(w, step, false),
  'related.createMany': (w, step) => create(w, step, true),
  'related.save': save,
  'related.saveMany': saveMany,
  'related.firstOrCreate': (w, step) => find(w, step, 'first_or_create'),
  'related.updateOrCreate': (w, step) => find(w, step, 'update_or_create'),
  'related.fetchOrCreateMany': (w, step) => findMany(w, step, 'fetch_or_create_many'),
  'related.updateOrCreateMany': (w, step) => findMany(w, step, 'update_or_create_many'),
  'related.associate': (w, step) => {
    const { name } = w.named(step.related)
    return [`${w.related(step)}.associate(${name}.value());`, ...parentAnd(w, step, `${name}.value()`)]
  },
  'related.dissociate': (w, step) => [`${w.related(step)}.dissociate();`, shownAs(w, w.row(step), w.expected)],
}
