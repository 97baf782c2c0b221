// What one would write by hand: fastify, better-sqlite3, the statements prepared beforehand. node fastify_server.mjs DATABASE PORT
import Fastify from 'fastify'
import Database from 'better-sqlite3'

const [, , database, port] = process.argv
const db = new Database(database)
db.pragma('journal_mode = wal')
db.pragma('synchronous = normal')

const physician = db.prepare('select "name", "id" from "Physician" where "id" = ?')
const patients = db.prepare(`select t."name", t."id" from "Appointment" a join "Patient" t on t."id" = a."patientId"
  where a."physicianId" = ? order by t."id"`)
const create = db.prepare('insert into "Patient" ("name") values (?)')
const list = db.prepare('select "name", "id" from "Physician" order by "id" limit ?')
const patientsOfMany = db.prepare(`select a."physicianId" as "physicianId", t."name", t."id" from "Appointment" a join "Patient" t on t."id" = a."patientId"
  where a."physicianId" in (select value from json_each(?)) order by t."id"`)

const unknown = id => ({ error: { statusCode: 404, name: 'Error', message: `Unknown "Physician" id "${id}".`, code: 'MODEL_NOT_FOUND' } })

const app = Fastify()
app.get('/api/Physicians/:id', (request, reply) => {
  const row = physician.get(Number(request.params.id))
  return row ?? reply.code(404).send(unknown(request.params.id))
})
app.get('/api/Physicians/:id/patients', (request, reply) => {
  const id = Number(request.params.id)
  if (!physician.get(id)) return reply.code(404).send(unknown(id))
  return patients.all(id)
})
app.post('/api/Patients', request => {
  const { name } = request.body
  return { name, id: Number(create.run(name ?? null).lastInsertRowid) }
})
app.get('/api/Physicians', request => {
  const filter = JSON.parse(request.query.filter ?? '{}')
  const rows = list.all(filter.limit ?? -1)
  if (filter.include === 'patients') {
    const byId = new Map(rows.map(r => [r.id, r]))
    for (const r of rows) r.patients = []
    for (const { physicianId, name, id } of patientsOfMany.all(JSON.stringify([...byId.keys()]))) byId.get(physicianId).patients.push({ name, id })
  }
  return rows
})
app.listen({ port: Number(port), host: '127.0.0.1' })
