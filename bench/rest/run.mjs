// Requests per second of three servers over one database: Ginnel, LoopBack 3, and a server written by hand for Node.js.
//   npm ci && node run.mjs [--ginnel ../../build/bin/ginnel] [--seconds 5] [--rounds 3] [--connections 16] [--write README.md]
// Servers run one after the other, each on a copy of the same database, and answer the same requests; that their answers are equal is checked first.
import autocannon from 'autocannon'
import { spawn, execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'

const here = import.meta.dirname
const { values: options } = parseArgs({
  options: {
    ginnel: { type: 'string', default: path.join(here, '../../build/bin/ginnel') },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '16' },
    write: { type: 'string' },
  },
})
const clinic = path.join(here, '../../examples/clinic')
const folder = fs.mkdtempSync(path.join(fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir(), 'ginnel_rest.'))
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }))

const servers = {
  ginnel: (db, port) => [options.ginnel, ['serve', clinic, '--database', db, '--port', String(port)]],
  fastify: (db, port) => [process.execPath, [path.join(here, 'fastify_server.mjs'), db, String(port)]],
  loopback: (db, port) => [process.execPath, [path.join(here, 'loopback_server.js'), db, String(port)]],
}
const any = () => 1 + Math.floor(Math.random() * 1000)
const include = '/api/Physicians?filter=' + encodeURIComponent('{"limit":50,"include":"patients"}')
// `bar`: at least so many times LoopBack's requests per second.
const workloads = {
  list: { bar: 15, what: "a physician's 50 patients", request: () => ({ method: 'GET', path: `/api/Physicians/${any()}/patients` }) },
  read: { bar: 8, what: 'one physician', request: () => ({ method: 'GET', path: `/api/Physicians/${any()}` }) },
  create: { bar: 5, what: 'a new patient', request: () => ({ method: 'POST', path: '/api/Patients', headers: { 'content-type': 'application/json' }, body: '{"name":"New Patient"}' }) },
  include: { bar: 20, what: '50 physicians with 50 patients each', request: () => ({ method: 'GET', path: include }) },
}

let nextPort = 4700 + (process.pid % 1000)
const wait = ms => new Promise(r => setTimeout(r, ms))

async function start(name, db) {
  const port = nextPort++
  const [command, args] = servers[name](db, port)
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.on('data', d => (errors += d))
  const base = `http://127.0.0.1:${port}`
  for (let tries = 0; ; ++tries) {
    if (child.exitCode !== null || tries > 300) throw new Error(`${name} did not start: ${errors}`)
    try {
      await fetch(base + '/api/Physicians/1')
      break
    } catch {
      await wait(50)
    }
  }
  return { base, child, stop: () => new Promise(r => (child.once('exit', r), child.kill('SIGTERM'))) }
}

/// CPU seconds that a process has used.
function cpu(pid) {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

const byId = rows => rows.sort((a, b) => a.id - b.id)

/// In LoopBack's includes the order of rows is chance, so they are compared by id.
async function answers(server) {
  const get = async at => (await fetch(server.base + at)).json()
  const included = await get(include)
  for (const row of included) byId(row.patients)
  return [await get('/api/Physicians/7'), await get('/api/Physicians/7/patients'), included]
}

async function measure(server, workload) {
  const before = cpu(server.child.pid)
  const result = await autocannon({
    url: server.base,
    connections: Number(options.connections),
    duration: Number(options.seconds),
    requests: [{ setupRequest: request => ({ ...request, ...workload.request() }) }],
  })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} answers were refusals, ${result.errors} requests failed`)
  const done = result.requests.total
  return { rate: result.requests.average, cpu: ((cpu(server.child.pid) - before) / done) * 1e6 }
}

const fresh = path.join(folder, 'fresh.db')
execFileSync(process.execPath, [path.join(here, 'make_clinic.mjs'), fresh])

const best = {}
const expected = {}
for (let round = 0; round < Number(options.rounds); ++round)
  for (const name of Object.keys(servers)) {
    const db = path.join(folder, `${name}.db`)
    for (const end of ['', '-wal', '-shm']) fs.rmSync(db + end, { force: true })
    fs.copyFileSync(fresh, db)
    const server = await start(name, db)
    try {
      expected[name] ??= await answers(server)
      if (!isDeepStrictEqual(expected[name], expected.ginnel)) throw new Error(`${name} answers otherwise than ginnel`)
      for (const [key, workload] of Object.entries(workloads)) {
        const m = await measure(server, workload)
        const b = ((best[key] ??= {})[name] ??= m)
        b.rate = Math.max(b.rate, m.rate)
        b.cpu = Math.min(b.cpu, m.cpu)
      }
    } finally {
      await server.stop()
    }
  }

const round = n => (n >= 100 ? Math.round(n).toLocaleString('en-US') : n.toFixed(1))
const lines = ['| workload | Ginnel | by hand (fastify) | LoopBack 3 | by LoopBack | bar | by hand | CPU per request, µs: Ginnel / by hand / LoopBack |', '|---|---:|---:|---:|---:|---:|---:|---:|']
let short = 0
for (const [key, { bar, what }] of Object.entries(workloads)) {
  const { ginnel, fastify, loopback } = best[key]
  const ratio = ginnel.rate / loopback.rate
  if (ratio < bar || ginnel.rate < fastify.rate) ++short
  lines.push(`| ${key}: ${what} | ${round(ginnel.rate)} | ${round(fastify.rate)} | ${round(loopback.rate)} | **${round(ratio)} ×** | ${bar} × | ${(ginnel.rate / fastify.rate).toFixed(2)} × | ${round(ginnel.cpu)} / ${round(fastify.cpu)} / ${round(loopback.cpu)} |`)
}
console.log(lines.join('\n'))
if (options.write) {
  const at = path.join(here, options.write)
  const text = fs.readFileSync(at, 'utf8')
  fs.writeFileSync(at, text.replace(/(<!-- table:begin -->\n)[^]*(<!-- table:end -->)/, `$1\n${lines.join('\n')}\n\n$2`))
}
process.exitCode = short > 0 ? 1 : 0
