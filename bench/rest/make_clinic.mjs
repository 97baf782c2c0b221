// Rows for the clinic's tables, which a server has made: 1,000 physicians with 50 patients each. node make_clinic.mjs DATABASE
import Database from 'better-sqlite3'

const db = new Database(process.argv[2])
db.exec('create index if not exists "Appointment_physicianId" on "Appointment" ("physicianId"); create index if not exists "Appointment_patientId" on "Appointment" ("patientId")')
const physician = db.prepare('insert into "Physician" ("id", "name") values (?, ?)')
const patient = db.prepare('insert into "Patient" ("id", "name") values (?, ?)')
const appointment = db.prepare('insert into "Appointment" ("appointmentDate", "physicianId", "patientId") values (?, ?, ?)')
db.transaction(() => {
  for (let i = 1; i <= 1000; ++i) physician.run(i, `Dr. Number ${i}`)
  for (let i = 1; i <= 50000; ++i) {
    patient.run(i, `Patient ${i}`)
    appointment.run('2014-06-01 08:30:00', ((i - 1) % 1000) + 1, i)
  }
})()
db.exec('analyze')
db.close()
