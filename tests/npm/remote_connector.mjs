// An application of LoopBack 3 whose models live on our server: loopback-connector-remote sends what its callers ask for over our routes.
//   node remote_connector.mjs GINNEL FOLDER
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { serving } from './serving.mjs'

const require = createRequire(import.meta.url)
const loopback = require('loopback')
const [, , ginnel, folder] = process.argv

await serving(ginnel, folder, async base => {
  const app = loopback()
  const remote = loopback.createDataSource({ connector: require('loopback-connector-remote'), url: base })
  const model = (name, properties, relations) => {
    const made = loopback.createModel({ name, base: 'PersistedModel', properties, relations })
    app.model(made, { dataSource: remote })
    return made
  }
  const through = (model, foreignKey) => ({ type: 'hasMany', model, foreignKey, through: 'Appointment' })
  const Physician = model('Physician', { name: 'string' }, {
    patients: through('Patient', 'physicianId'),
    appointments: { type: 'hasMany', model: 'Appointment', foreignKey: 'physicianId' },
  })
  const Patient = model('Patient', { name: 'string' }, { physicians: through('Physician', 'patientId') })
  const Appointment = model('Appointment', { appointmentDate: 'date' }, {
    physician: { type: 'belongsTo', model: 'Physician', foreignKey: 'physicianId' },
    patient: { type: 'belongsTo', model: 'Patient', foreignKey: 'patientId' },
  })
  const named = rows => rows.map(r => r.name).sort()

  // Rows.
  const okafor = await Physician.create({ name: 'Dr. Okafor' })
  assert.ok(okafor.id > 0)
  const lind = await Physician.create({ name: 'Dr. Lind' })
  const tanaka = await Physician.create({ name: 'Dr. Tanaka' })
  assert.deepEqual(named(await Physician.find()), ['Dr. Lind', 'Dr. Okafor', 'Dr. Tanaka'])
  assert.equal((await Physician.findById(lind.id)).name, 'Dr. Lind')
  assert.equal((await Physician.findOne({ where: { name: 'Dr. Tanaka' } })).id, tanaka.id)
  assert.equal(await Physician.count({ name: { like: 'Dr. %' } }), 3)
  assert.equal(await Physician.exists(okafor.id), true)
  await lind.updateAttributes({ name: 'Dr. Lindqvist' })
  assert.equal((await Physician.findById(lind.id)).name, 'Dr. Lindqvist')
  assert.equal((await Physician.upsert({ id: tanaka.id, name: 'Dr. Mori' })).name, 'Dr. Mori')
  assert.equal((await Physician.updateAll({ name: 'Dr. Mori' }, { name: 'Dr. Tanaka' })).count, 1)

  // Filters.
  assert.deepEqual(named(await Physician.find({ where: { or: [{ id: okafor.id }, { name: { like: '%qvist' } }] }, order: 'name DESC' })), ['Dr. Lindqvist', 'Dr. Okafor'])
  assert.equal((await Physician.find({ limit: 1, skip: 1, order: 'id' }))[0].id, lind.id)
  assert.deepEqual((await Physician.find({ fields: ['name'], where: { id: okafor.id } }))[0].toJSON().name, 'Dr. Okafor')
  await assert.rejects(Physician.find({ where: { nmae: 'x' } }), /name/)

  // Rows of both sides, and the rows that link them.
  const smith = await Patient.create({ name: 'Jane Smith' })
  const patel = await Patient.create({ name: 'Ravi Patel' })
  await Appointment.create({ physicianId: okafor.id, patientId: smith.id, appointmentDate: '2014-06-01T08:30:00.000Z' })
  await Appointment.create({ physicianId: okafor.id, patientId: patel.id })
  const included = await Physician.find({ where: { id: okafor.id }, include: 'patients' })
  assert.deepEqual(named(included[0].toJSON().patients), ['Jane Smith', 'Ravi Patel'])
  const of = await promisify(okafor.patients)()
  assert.deepEqual(named(of), ['Jane Smith', 'Ravi Patel'])

  // Gone.
  await Physician.destroyById(tanaka.id)
  assert.equal(await Physician.exists(tanaka.id), false)
  await Appointment.destroyById((await Appointment.findOne({ where: { patientId: patel.id } })).id)
  assert.equal(await Appointment.count(), 1)
})
console.log('loopback-connector-remote: rows, filters, relations')
