// The models of a recording as structs, their `describe`, and the functions that show their rows.
import { indented, member, scalar, snakeCase, text, Inexpressible } from './cpp_text.mjs'

const KINDS = { hasMany: 'has_many', hasOne: 'has_one', belongsTo: 'belongs_to', manyToMany: 'many_to_many', hasManyThrough: 'has_many_through' }

/// A recording's models with the tables behind them: what clauses and steps are resolved against.
export class Models {
  constructor(scenario) {
    this.naming = scenario.naming
    this.tables = new Map(scenario.tables.map((t) => [t.name, t]))
    this.byName = new Map()
    for (const [name, m] of Object.entries(scenario.models)) this.byName.set(name, this.#model(name, m))
  }

  #model(name, m) {
    const table = this.tables.get(m.table)
    const columns = Object.entries(m.columns).map(([property, c], index) => {
      const columnName = c.columnName ?? snakeCase(property)
      const stored = table?.columns.find((x) => x.name === columnName)
      return { property, member: member(property), columnName, index, serializeAs: c.serializeAs, primary: !!c.primary,
        type: stored?.type ?? c.type, required: !!(c.primary || stored?.notNull) }
    })
    const relations = Object.entries(m.relations ?? {}).map(([relation, r]) => ({ name: relation, member: member(relation), owner: name, ...r,
      options: r.options ?? {} }))
    return { name, table: m.table, selfAssign: !!m.selfAssignPrimaryKey, columns, relations }
  }

  model(name) {
    const m = this.byName.get(name)
    if (!m) throw new Inexpressible(`there is no model ${name}`)
    return m
  }

  relation(model, name) {
    const r = this.model(model).relations.find((x) => x.name === name)
    if (!r) throw new Inexpressible('a relation that its model does not have does not compile')
    return r
  }

  /// A property, or the column of that name.
  column(model, name) {
    const { columns } = this.model(model)
    return columns.find((c) => c.property === name) ?? columns.find((c) => c.columnName === name)
  }

  /// A column's name in JSON.
  shown(c) {
    return c.serializeAs ?? (this.naming === 'snake' ? snakeCase(c.property) : c.property)
  }

  pivotTable(r) {
    return r.options.pivotTable ?? [r.owner, r.related].map(snakeCase).sort().join('_')
  }
}

const pointer = (model, c) => `&${model}::${c.member}`

/// The columns that a relation goes by, as Lucid resolves them: `local` and `foreign` of its own, for those through a model
/// `throughLocal` and `throughForeign`; with the model of each. A pivot's are in its table.
export function keysOf(models, m, r) {
  const key = (model, said, other) => {
    const { columns } = models.model(model)
    const property = said ?? (other ? `${snakeCase(other.model)}_${snakeCase(other.column.property)}` : columns.find((c) => c.primary)?.property)
    const column = columns.find((c) => c.property === property || (!said && snakeCase(c.property) === property))
    if (!column) throw new Inexpressible('a key that its model does not have does not compile')
    return { model, column }
  }
  const o = r.options
  if (r.type === 'manyToMany') return { local: key(m.name, o.localKey), related: key(r.related, o.relatedKey) }
  const local = key(r.type === 'belongsTo' ? r.related : m.name, o.localKey)
  const foreign = key({ belongsTo: m.name, hasManyThrough: r.through }[r.type] ?? r.related, o.foreignKey, local)
  if (r.type !== 'hasManyThrough') return { local, foreign }
  const throughLocal = key(r.through, o.throughLocalKey)
  return { local, foreign, throughLocal, throughForeign: key(r.related, o.throughForeignKey, throughLocal) }
}

/// The calls of `describe` for a relation. `closure(clauses, relation)` writes the one of onQuery.
function describedRelation(models, m, r, closure) {
  const o = r.options
  const keys = keysOf(models, m, r)
  for (const [a, b] of [[keys.local, keys.foreign], [keys.throughLocal, keys.throughForeign]])
    if (a && b && a.column.type !== b.column.type) throw new Inexpressible('keys of two types: a mistake in the models, found when they are booted')
  // Where a path meets a model twice, the typed door wants every key said.
  const all = r.type === 'hasManyThrough' && new Set([m.name, r.through, r.related]).size < 3
  const calls = [
    ['local_key', o.localKey, keys.local],
    ['foreign_key', o.foreignKey, keys.foreign],
    ['through_local_key', o.throughLocalKey, keys.throughLocal],
    ['through_foreign_key', o.throughForeignKey, keys.throughForeign],
    ['related_key', o.relatedKey, keys.related],
  ].filter(([, said, key]) => key && (said || all)).map(([call, , key]) => `.${call}(${pointer(key.model, key.column)})`)
  if (o.pivotTable) calls.push(`.pivot_table(${text(o.pivotTable)})`)
  if (o.pivotForeignKey) calls.push(`.pivot_foreign_key(${text(o.pivotForeignKey)})`)
  if (o.pivotRelatedForeignKey) calls.push(`.pivot_related_foreign_key(${text(o.pivotRelatedForeignKey)})`)
  for (const name of o.pivotColumns ?? []) {
    const stored = models.tables.get(models.pivotTable(r))?.columns.find((c) => c.name === name)
    calls.push(`.pivot_column<${scalar(stored?.type ?? 'text')}>(${text(name)})`)
  }
  if (o.pivotTimestamps === true) calls.push('.pivot_timestamps()')
  else if (o.pivotTimestamps) throw new Inexpressible('single pivot timestamps are not written')
  // A naming strategy says nothing of relations.
  const shown = o.serializeAs === null ? '' : o.serializeAs ?? r.name
  if (shown !== r.member) calls.push(`.serialize_as(${text(shown)})`)
  if (o.onQuery) calls.push(`.on_query(${closure(o.onQuery, r)})`)
  return calls.length ? [`m.relation(&${m.name}::${r.member})${calls.join('')};`] : []
}

function describedColumn(models, m, c) {
  const calls = []
  if (c.columnName !== c.member) calls.push(`.named(${text(c.columnName)})`)
  const shown = models.shown(c)
  if (c.serializeAs === null) calls.push('.hidden()')
  else if (shown !== c.member) calls.push(`.serialize_as(${text(shown)})`)
  if (c.primary && m.selfAssign && c.type === 'integer') calls.push('.generated(false)')
  return calls.length ? [`m.column(${pointer(m.name, c)})${calls.join('')};`] : []
}

function fieldType(r) {
  const inner = r.type === 'hasManyThrough' ? `${r.related}, ${r.through}` : r.related
  return `ginnel::${KINDS[r.type]}<${inner}>`
}

function struct(m) {
  return [
    `struct ${m.name} {`,
    ...m.columns.map((c) => `    ${c.required ? scalar(c.type) : `std::optional<${scalar(c.type)}>`} ${c.member}{};`),
    ...m.relations.map((r) => `    ${fieldType(r)} ${r.member}{};`),
    '    ginnel::extras extras{};',
    '    ginnel::row_state state{};',
    '', `    static void describe(ginnel::model<${m.name}>& m);`,
    '};',
  ]
}

/// The statements of a model's `describe`. Recorded rows know what was read, and save what differs.
function description(models, m, closure) {
  const primary = m.columns.find((c) => c.primary)
  return [
    'm.track_changes();',
    ...(m.table ? [`m.table(${text(m.table)});`] : []),
    ...(primary && primary.member !== 'id' ? [`m.primary_key(${pointer(m.name, primary)});`] : []),
    ...m.columns.flatMap((c) => describedColumn(models, m, c)),
    ...m.relations.flatMap((r) => describedRelation(models, m, r, closure)),
  ]
}

function shower(m) {
  return [
    `void show(oracle::row_writer& out, const ${m.name}& row)`,
    '{',
    `    out.begin(${text(m.name)}, row.state);`,
    ...m.columns.map((c) => `    out.column(${c.index}, ${text(c.property)}, row.${c.member});`),
    '    out.extras(row.extras);',
    ...m.relations.map((r) => `    out.relation(${text(r.name)}, row.${r.member});`),
    '    out.end();',
    '}',
  ]
}

/// The header and the source of a set of models, in a namespace.
export function modelFiles(models, space, closure) {
  const all = [...models.byName.values()].map((m) => ({ ...m, described: description(models, m, closure) }))
  const header = [
    '#pragma once', '', '#include "oracle_typed/row_writer.hpp"', '', '#include <ginnel/ginnel.hpp>', '',
    '#include <cstdint>', '#include <optional>', '#include <string>', '#include <vector>', '',
    `namespace ${space} {`, '',
    ...all.map((m) => `struct ${m.name};`), '',
    ...all.flatMap((m) => [...struct(m), '']),
    ...all.map((m) => `void show(oracle::row_writer& out, const ${m.name}& row);`), '',
    `} // namespace ${space}`, '',
  ]
  const source = [
    `#include "${space}.hpp"`, '',
    `namespace ${space} {`, '',
    ...all.flatMap((m) => [
      `void ${m.name}::describe(ginnel::model<${m.name}>& m)`, '{', ...indented(m.described), '}', '',
      ...shower(m), '',
    ]),
    `} // namespace ${space}`, '',
  ]
  return { header: header.join('\n'), source: source.join('\n') }
}
