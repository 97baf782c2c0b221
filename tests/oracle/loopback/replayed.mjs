// One scenario, replayed against a server of its own: what it answered to each request, and its tables at the end.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const { writeScenarioDir, send, judge, get } = createRequire(import.meta.url)('./replay.js')
export const profile = 'sqlite3'

/// The address that the program says it listens on; throws with its words where it ends before.
function listening(server) {
  return new Promise((resolve, reject) => {
    let text = ''
    for (const stream of [server.stdout, server.stderr])
      stream.on('data', data => {
        text += data
        const found = /listening on (http:\/\/[^/\s]+)/.exec(text)
        if (found) resolve(found[1])
      })
    server.once('close', code => reject(new Error(`the program ended with ${code}: ${text}`)))
  })
}

/// {answers: [{status, body, asRecorded}], tables}, or {refused: words} where the program does not serve the folder.
/// `asRecorded`: as the replayer compares an answer with the recording.
export async function replayed(program, scenario) {
  const dir = mkdtempSync(join(tmpdir(), 'replay-loopback-'))
  writeScenarioDir(scenario, dir, profile)
  const server = spawn(program, ['serve', dir, '--port', '0', '--dump', '--seed', join(dir, 'seed.json')], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise(resolve => server.once('close', resolve))
  try {
    let base
    try {
      base = await listening(server)
    } catch (e) {
      return { refused: e.message }
    }
    const answers = []
    const saved = {}
    for (const request of scenario.requests) {
      const got = await send(base, request, saved)
      for (const [name, pointer] of Object.entries(request.save ?? {})) {
        const value = got.body === undefined ? undefined : get(got.body, pointer)
        if (value !== undefined) saved[name] = value
      }
      const problems = judge(request, got, profile)
      answers.push({ status: got.status, body: got.empty ? undefined : got.body, asRecorded: !problems.length, problems })
    }
    return { answers, tables: (await send(base, { method: 'GET', path: '/__dump' }, {})).body }
  } finally {
    server.kill('SIGKILL')
    await ended
    rmSync(dir, { recursive: true, force: true })
  }
}

/// What was recorded for a request: {status, body?}.
export function recorded(request) {
  return request.alt?.[profile] ?? request.expect
}

/// The tables as they were at the end of the recording.
export function recordedTables(scenario) {
  return scenario.finalAlt?.[profile] ?? scenario.final
}
