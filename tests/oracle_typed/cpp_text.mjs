// C++ spellings of what a recording names.

/// Why a scenario, or a step of it, has no typed form.
export class Inexpressible extends Error {}

const KEYWORDS = new Set(['and', 'bool', 'case', 'char', 'class', 'default', 'delete', 'do', 'double', 'else', 'enum', 'extras', 'float', 'for',
  'if', 'int', 'long', 'namespace', 'new', 'not', 'operator', 'or', 'private', 'public', 'short', 'state', 'static', 'struct', 'switch',
  'template', 'this', 'union', 'using', 'virtual', 'while', 'xor'])

export function snakeCase(name) {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z])([A-Z][a-z])/g, '$1_$2').toLowerCase()
}

/// A property or relation as a member's name.
export function member(name) {
  const snake = snakeCase(name)
  return KEYWORDS.has(snake) ? snake + '_' : snake
}

export function identifier(name) {
  return name.replace(/[^A-Za-z0-9]/g, '_')
}

export function text(s) {
  return '"' + s.replace(/[\\"]/g, '\\$&').replace(/[\x00-\x1f]/g, (c) => '\\' + c.charCodeAt(0).toString(8).padStart(3, '0')) + '"'
}

const SCALARS = { integer: 'std::int64_t', text: 'std::string', real: 'double' }
export const scalar = (type) => SCALARS[type]

/// A value for a column of this type; a value of another type would not compile.
export function literal(v, type) {
  if (typeof v === 'boolean') v = v ? 1 : 0
  if (type === 'text' && typeof v === 'string') return text(v)
  if (type === 'integer' && Number.isInteger(v)) return Math.abs(v) < 2 ** 31 ? `${v}` : `INT64_C(${v})`
  if (type === 'real' && typeof v === 'number') return Number.isInteger(v) ? `${v}.0` : `${v}`
  throw new Inexpressible(`a value of another type than its ${type} column does not compile`)
}

/// A list for where_in; an empty one has its type written out.
export function literals(list, type) {
  if (list.includes(null)) throw new Inexpressible('a null in a list of values does not compile')
  return list.length ? `{${list.map((v) => literal(v, type)).join(', ')}}` : `std::vector<${scalar(type)}>{}`
}

export const indented = (lines, by = 1) => lines.map((l) => (l ? '    '.repeat(by) + l : l))
