// LoopBack 3 over the clinic's model files. node loopback_server.js DATABASE PORT
const [, , database, port] = process.argv
const loopback = require('loopback')
const path = require('path')
const fs = require('fs')

const app = loopback()
app.set('port', Number(port))
app.set('host', '127.0.0.1')
app.set('remoting', { context: false, errorHandler: { debug: false, log: false } })
const db = app.dataSource('db', { connector: 'sqlite3', file: database })
const models = path.join(__dirname, '../../examples/clinic/common/models')
for (const file of fs.readdirSync(models)) {
  const definition = JSON.parse(fs.readFileSync(path.join(models, file)))
  app.model(loopback.createModel(definition), { dataSource: db })
}
app.use('/api', loopback.rest())
db.once('connected', () =>
  // The durability that Ginnel has by default.
  db.connector.execute('pragma journal_mode = wal', [], () => db.connector.execute('pragma synchronous = normal', [], () => app.listen())))
