// Tables and rows of recordings as SQL text.
import { text } from './cpp_text.mjs'

const quoted = (name) => `"${name.replace(/"/g, '""')}"`
const ROWS_PER_STATEMENT = 50

function cell(v) {
  if (v === null) return 'null'
  if (typeof v === 'boolean') return v ? '1' : '0'
  return typeof v === 'string' ? `'${v.replace(/'/g, "''")}'` : `${v}`
}

function statements({ tables, rows }) {
  const out = []
  for (const t of tables) {
    const parts = t.columns.map((c) => `${quoted(c.name)} ${c.type}${c.primary ? (c.type === 'integer' ? ' primary key autoincrement' : ' primary key') : ''}${c.notNull ? ' not null' : ''}`)
    for (const u of t.unique ?? []) parts.push(`unique (${u.map(quoted).join(', ')})`)
    out.push(`create table ${quoted(t.name)} (${parts.join(', ')})`)
    const list = rows[t.name] ?? []
    for (let i = 0; i < list.length; i += ROWS_PER_STATEMENT)
      out.push(`insert into ${quoted(t.name)} values ${list.slice(i, i + ROWS_PER_STATEMENT).map((r) => `(${r.map(cell).join(', ')})`).join(', ')}`)
  }
  return out
}

/// The distinct states that scenarios start from; several start from the same.
export class Data {
  #numbers = new Map()

  of({ tables, rows }) {
    const key = JSON.stringify([tables, rows])
    if (!this.#numbers.has(key)) this.#numbers.set(key, { number: this.#numbers.size, tables, rows })
    return this.#numbers.get(key).number
  }

  header() {
    const all = [...this.#numbers.values()]
    return ['#pragma once', '', '#include "oracle_typed/scenario.hpp"', '', 'namespace oracle {', '', ...all.map((d) => `const starting_data& data_${d.number}();`), '',
      '} // namespace oracle', ''].join('\n')
  }

  source() {
    const body = [...this.#numbers.values()].flatMap((d) => [
      `const starting_data& data_${d.number}()`,
      '{',
      '    static const starting_data data{',
      `        {${d.tables.map((t) => `{${text(t.name)}, ${text(t.columns.map((c) => quoted(c.name)).join(', '))}}`).join(', ')}},`,
      '        {',
      ...statements(d).map((s) => `            ${text(s)},`),
      '        }};',
      '    return data;',
      '}',
      '',
    ])
    return ['#include "data.hpp"', '', 'namespace oracle {', '', ...body, '} // namespace oracle', ''].join('\n')
  }
}
