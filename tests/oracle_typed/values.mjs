// The values that a recording gives to rows, as C++.
import { literal, text, Inexpressible } from './cpp_text.mjs'

function columnOf(models, model, name) {
  const c = models.column(model, name)
  if (!c) throw new Inexpressible('a value for a column that its model does not have does not compile')
  return c
}

function valueOf(v, c) {
  if (v === null && c.required) throw new Inexpressible('a null for a column that takes none does not compile')
  return v === null ? 'std::nullopt' : literal(v, c.type)
}

/// A new struct: `Post{.title = "a", .score = 2}`, its columns in the struct's order.
export function struct(models, model, values) {
  const given = Object.entries(values).map(([name, v]) => ({ c: columnOf(models, model, name), v }))
  given.sort((a, b) => a.c.index - b.c.index)
  return `${model}{${given.map(({ c, v }) => `.${c.member} = ${valueOf(v, c)}`).join(', ')}}`
}

export const structs = (models, model, list) => `std::vector<${model}>{${list.map((values) => struct(models, model, values)).join(', ')}}`

/// New values of a row that exists, as statements.
export function changes(models, model, row, values) {
  return Object.entries(values).map(([name, v]) => {
    const c = columnOf(models, model, name)
    return `${row}.${c.member} = ${valueOf(v, c)};`
  })
}

/// What queries and calls that find rows take: `{{&Post::title, "a"}}`.
export function assignments(models, model, values) {
  const list = Object.entries(values).map(([name, v]) => {
    const c = columnOf(models, model, name)
    return `{&${model}::${c.member}, ${valueOf(v, c)}}`
  })
  return `{${list.join(', ')}}`
}

/// Columns of a table that needs no model: `{{"level", "high"}}`. They take values of any type.
export function attributes(table, values) {
  const list = Object.entries(values).map(([name, v]) => {
    const type = table?.columns.find((c) => c.name === name)?.type
    if (!type) throw new Inexpressible('the pivot table has no such column')
    return `{${text(name)}, ${v === null ? 'ginnel::value{}' : literal(v, typeof v === 'string' ? 'text' : type)}}`
  })
  return `{${list.join(', ')}}`
}

/// The columns that a recorded row does not name, in one text: see `answer::made`.
export function unassigned(models, row) {
  if (!row?.attrs) return '""'
  return text(models.model(row.model).columns.map((c) => c.property).filter((p) => !(p in row.attrs)).join(' '))
}
