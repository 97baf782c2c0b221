// The clinic's database: 1,000 physicians with 50 patients each. node make_clinic.mjs DATABASE
// Tables and columns have the lower-case names that LoopBack's connector gives them, and both it and Ginnel use them as they are. The
// indexes, which LoopBack makes only where a model file asks for them, are there for all three servers.
import Database from 'better-sqlite3'

const db = new Database(process.argv[2])
db.pragma('journal_mode = wal')
db.exec(`
  create table physician (name text, id integer primary key autoincrement);
  create table patient (name text, id integer primary key autoincrement);
  create table appointment (appointmentdate integer, id integer primary key autoincrement, physicianid integer, patientid integer);
  create index appointment_physicianid_index on appointment (physicianid);
  create index appointment_patientid_index on appointment (patientid)`)
const physician = db.prepare('insert into physician (id, name) values (?, ?)')
const patient = db.prepare('insert into patient (id, name) values (?, ?)')
const appointment = db.prepare('insert into appointment (appointmentdate, physicianid, patientid) values (?, ?, ?)')
db.transaction(() => {
  for (let i = 1; i <= 1000; ++i) physician.run(i, `Dr. Number ${i}`)
  for (let i = 1; i <= 50000; ++i) {
    patient.run(i, `Patient ${i}`)
    appointment.run(Date.UTC(2014, 5, 1, 8, 30), ((i - 1) % 1000) + 1, i)
  }
})()
db.exec('analyze')
db.close()
