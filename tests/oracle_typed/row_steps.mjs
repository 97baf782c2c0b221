// Steps that make, change, write and remove rows as objects.
import { changes, struct, unassigned } from './values.mjs'

/// Shows a row, or a list of rows, that the program may have made: what the recording names of each.
export function shownAs(writer, expression, recorded) {
  if (!Array.isArray(recorded)) {
    const without = unassigned(writer.models, recorded)
    return without === '""' ? `out.rows(${expression});` : `out.made(${expression}, ${without});`
  }
  const without = recorded.map((r) => unassigned(writer.models, r))
  return without.every((w) => w === '""') ? `out.rows(${expression});` : `out.made_all(${expression}, {${without.join(', ')}});`
}

/// Keeps the result of a call where a later step names it, and shows it.
export function kept(writer, step, shape, model, expression) {
  if (!step.as) return [shownAs(writer, expression, writer.expected)]
  const name = writer.variable(step, shape, model)
  return [`${name} = ${expression};`, shownAs(writer, shape === 'one' ? `${name}.value()` : name, writer.expected)]
}

const shown = (w, step) => [shownAs(w, w.row(step), w.expected)]

export const ROW_STEPS = {
  new: (w, step) => {
    const name = w.variable(step, 'one', step.model)
    return [`${name} = ${struct(w.models, step.model, step.values)};`, `out.rows(${name});`]
  },
  createRow: (w, step) => kept(w, step, 'one', step.model, `${w.db}.create(${struct(w.models, step.model, step.values)})`),
  set: (w, step) => [...changes(w.models, w.named(step.row).model, w.row(step), step.values), ...shown(w, step)],
  saveRow: (w, step) => [`${w.db}.save(${w.row(step)});`, ...shown(w, step)],
  refresh: (w, step) => [`${w.db}.refresh(${w.row(step)});`, ...shown(w, step)],
  deleteRow: (w, step) => [`${w.db}.remove(${w.row(step)});`, 'out.nothing();'],
  dump: (w, step) => {
    const { name, shape } = w.named(step.row)
    return [shownAs(w, shape === 'many' && step.index === undefined ? name : w.row(step), w.expected)]
  },
}
