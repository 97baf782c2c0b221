// The lists in otherwise/: which requests are answered otherwise than recorded, why, and what the answer is.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/// By "scenario#number" (or "scenario#tables"): the entry, with the `reason` of its group. Mistakes of the lists go into `wrong`.
export function entries(folder, docs, wrong) {
  const rows = docs.flatMap(file => readFileSync(file, 'utf8').split('\n').filter(line => line.startsWith('| ')))
  const all = new Map()
  for (const file of readdirSync(folder).sort())
    for (const group of JSON.parse(readFileSync(join(folder, file), 'utf8'))) {
      if (!group.reason) wrong.push(`${file}: a group without a reason`)
      // What follows from another answer needs no row of its own.
      if (group.stands && !rows.some(row => row.includes(group.stands))) wrong.push(`${file}: no row of the documents says: ${group.stands}`)
      for (const [key, entry] of Object.entries(group.answers)) {
        if (all.has(key)) wrong.push(`${file}: ${key} is listed twice`)
        if (!group.stands && entry.after === undefined) wrong.push(`${file}: ${key} names neither a row of the documents nor what it comes "after"`)
        all.set(key, { ...entry, reason: group.reason })
      }
    }
  for (const [key, entry] of all) {
    const scenario = key.slice(0, key.lastIndexOf('#'))
    for (const n of [entry.after ?? []].flat())
      if (!all.has(`${scenario}#${n}`)) wrong.push(`${key} comes after #${n}, which is not listed`)
  }
  return all
}
