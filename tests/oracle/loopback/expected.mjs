// What an entry of otherwise/ expects of an answer, compared with what was answered.
import { createRequire } from 'node:module'

const { diff, sortDeep } = createRequire(import.meta.url)('./replay.js')

/// Where a JSON pointer leads: [the object or list around it, the member].
function place(root, pointer) {
  const steps = pointer.split('/').slice(1)
  const last = steps.pop()
  return [steps.reduce((at, step) => at?.[step], root), last]
}

/// The recorded body, `without` some of its members and items (in the order given), and `but` for what others hold.
function patched(body, { without = [], but = {} }) {
  const out = structuredClone(body)
  for (const pointer of without) {
    const [around, last] = place(out, pointer)
    if (around?.[last] === undefined) throw new Error(`without ${pointer}: the recording holds nothing there`)
    Array.isArray(around) ? around.splice(Number(last), 1) : delete around[last]
  }
  for (const [pointer, value] of Object.entries(but)) {
    const [around, last] = place(out, pointer)
    if (around === undefined) throw new Error(`but ${pointer}: the recording holds nothing there`)
    around[last] = value
  }
  return out
}

/// The body that an entry expects: said whole, or as the recorded one with changes.
export function expectedBody(entry, recordedBody) {
  return 'body' in entry ? entry.body : patched(recordedBody, entry)
}

/// Differences between what an entry expects and what was answered. An error is compared by `status`, `name`, `code`
/// (said or absent), the codes of its properties, and a part of its `message`.
export function differences(entry, was, request, record) {
  const out = []
  const status = entry.status ?? record.status
  if (was.status !== status) out.push(`status: expected ${status}, got ${was.status}`)
  if (status >= 400 && request.method !== 'HEAD') {
    const error = was.body?.error ?? {}
    const expected = { statusCode: status, name: entry.codes ? 'ValidationError' : 'Error', code: entry.code, codes: entry.codes }
    diff(expected, { statusCode: error.statusCode, name: error.name, code: error.code, codes: error.details?.codes }, '/error', out)
    if (!entry.message) out.push('an error is expected by a part of its "message"')
    else if (!error.message?.includes(entry.message)) out.push(`/error/message: expected ${JSON.stringify(entry.message)} in ${JSON.stringify(error.message)}`)
    return out
  }
  const comparable = request.compare === 'unordered' ? sortDeep : v => v
  return diff(comparable(expectedBody(entry, record.body)), comparable(was.body), '', out)
}
