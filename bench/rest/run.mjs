// Requests per second of `ginnel serve`, LoopBack 3 and a server written by hand for Node.js over one database, and beside them the floor.
//   npm ci && node run.mjs [--ginnel ../../build/bin/ginnel] [--seconds 3] [--rounds 5] [--connections 16] [--write README.md]
// The load comes from wrk, whose own work is small beside the servers': it shares the machine with them. In each round all servers have
// their turn at each workload, each on a fresh copy of the same database; of all rounds the best counts. That the answers are equal is
// checked first.
import { spawn, spawnSync, execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'

const here = import.meta.dirname
const { values: options } = parseArgs({
  options: {
    ginnel: { type: 'string', default: path.join(here, '../../build/bin/ginnel') },
    floor: { type: 'string', default: path.join(here, '../../build/bin/floor_rest') },
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '16' },
    write: { type: 'string' },
  },
})
const clinic = path.join(here, '../../examples/clinic')
const folder = fs.mkdtempSync(path.join(fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir(), 'ginnel_rest.'))
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }))

const servers = {
  ginnel: (db, port) => [options.ginnel, ['serve', clinic, '--quiet', '--database', db, '--port', String(port)]],
  floor: (db, port) => [options.floor, [db, String(port)]],
  fastify: (db, port) => [process.execPath, [path.join(here, 'fastify_server.mjs'), db, String(port)]],
  loopback: (db, port) => [process.execPath, [path.join(here, 'loopback_server.js'), db, String(port)]],
}
const include = '/api/Physicians?filter=' + encodeURIComponent('{"limit":50,"include":"patients"}')
// `bar`: at least so many times LoopBack's requests per second. `request`: in wrk's Lua.
const workloads = {
  list: { bar: 15, what: "a physician's 50 patients", request: `wrk.format("GET", "/api/Physicians/" .. math.random(1000) .. "/patients")` },
  read: { bar: 8, what: 'one physician', request: `wrk.format("GET", "/api/Physicians/" .. math.random(1000))` },
  create: { bar: 5, what: 'a new patient', request: `wrk.format("POST", "/api/Patients", { ["Content-Type"] = "application/json" }, '{"name":"New Patient"}')` },
  include: { bar: 20, what: '50 physicians with 50 patients each', request: `wrk.format("GET", "${include}")` },
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

function measure(server, workload) {
  const script = path.join(folder, 'request.lua')
  fs.writeFileSync(script, `function request() return ${workload.request} end
function done(summary) io.write("result " .. summary.requests .. " " .. summary.duration .. " " .. summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout .. "\\n") end\n`)
  const before = cpu(server.child.pid)
  const run = spawnSync('wrk', ['--threads', '1', '--connections', options.connections, '--duration', options.seconds, '--timeout', '30s', '--script', script, server.base], { encoding: 'utf8' })
  const used = cpu(server.child.pid) - before
  const [, requests, microseconds, failed] = /result (\d+) (\d+) (\d+)/.exec(run.stdout) ?? []
  if (!requests) throw new Error(`wrk failed: ${run.error ?? run.stderr}`)
  if (failed !== '0') throw new Error(`${failed} requests failed or were refused`)
  return { rate: (requests / microseconds) * 1e6, cpu: (used / requests) * 1e6 }
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
        const m = measure(server, workload)
        const b = ((best[key] ??= {})[name] ??= m)
        b.rate = Math.max(b.rate, m.rate)
        b.cpu = Math.min(b.cpu, m.cpu)
      }
    } finally {
      await server.stop()
    }
  }

const round = n => (n >= 100 ? Math.round(n).toLocaleString('en-US') : n.toFixed(1))
const lines = ['| workload | Ginnel | by hand (fastify) | LoopBack 3 | Ginnel by LoopBack | bar | Ginnel by hand-written |', '|---|---:|---:|---:|---:|---:|---:|']
const costs = ['| workload | floor | Ginnel | by hand (fastify) | LoopBack 3 | Ginnel by floor |', '|---|---:|---:|---:|---:|---:|']
let short = 0
for (const [key, { bar, what }] of Object.entries(workloads)) {
  const { ginnel, floor, fastify, loopback } = best[key]
  const ratio = ginnel.rate / loopback.rate
  if (ratio < bar || ginnel.rate < fastify.rate) ++short
  lines.push(`| ${key}: ${what} | ${round(ginnel.rate)} | ${round(fastify.rate)} | ${round(loopback.rate)} | **${round(ratio)} ×** | ${bar} × | ${(ginnel.rate / fastify.rate).toFixed(2)} × |`)
  costs.push(`| ${key} | ${round(floor.cpu)} | ${round(ginnel.cpu)} | ${round(fastify.cpu)} | ${round(loopback.cpu)} | **${(ginnel.cpu / floor.cpu).toFixed(2)}** |`)
}
const version = name => JSON.parse(fs.readFileSync(path.join(here, 'node_modules', name, 'package.json'))).version
const text = `Requests per second, ${options.connections} connections, the best of ${options.rounds} rounds of ${options.seconds} s, ${os.cpus().length} cores shared with the load; Node.js ${process.versions.node}, loopback ${version('loopback')}, fastify ${version('fastify')}, better-sqlite3 ${version('better-sqlite3')}.

${lines.join('\n')}

Microseconds of the server's CPU per request, the least of the rounds (user and system time of the whole process):

${costs.join('\n')}`
console.log(text)
if (options.write) {
  const at = path.join(here, options.write)
  const page = fs.readFileSync(at, 'utf8')
  fs.writeFileSync(at, page.replace(/(<!-- table:begin -->\n)[^]*(<!-- table:end -->)/, (_, begin, end) => `${begin}\n${text}\n\n${end}`))
}
process.exitCode = short > 0 ? 1 : 0
