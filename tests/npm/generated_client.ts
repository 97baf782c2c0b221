// Against types that openapi-typescript made of the document; what must be refused says so, and the compiler looks.
import createClient from 'openapi-fetch'
import type { components, paths } from './routes.js'

// A filter travels as JSON text; its type is the document's.
const filter = (f: components['schemas']['PhysicianFilter']) => JSON.stringify(f)

const check = (holds: boolean, what: string) => {
  if (!holds) throw new Error(what)
}

export async function use_client(baseUrl: string) {
  const client = createClient<paths>({ baseUrl })
  const made = await client.POST('/Physicians', { body: { name: 'Dr. Okafor' } })
  const physician = made.data as { id?: number | null; name?: string | null }
  check(made.response.status === 200 && physician.name === 'Dr. Okafor', 'a row is made')
  const id = physician.id!

  const found = await client.GET('/Physicians', { params: { query: { filter: filter({ where: { name: 'Dr. Okafor' }, limit: 1, fields: ['id', 'name'] }) } } })
  check(found.data?.length === 1 && found.data[0].id === id, 'a filter is understood')

  const patient = await client.POST('/Physicians/{id}/patients', { params: { path: { id } }, body: { name: 'Jane Smith' } })
  check(patient.response.status === 200, 'a row is made over a relation')
  const read = await client.GET('/Physicians/{id}', { params: { path: { id }, query: { filter: filter({ include: 'patients' }) } } })
  check(read.data?.patients?.[0]?.name === 'Jane Smith', 'an include is typed and there')

  const absent = await client.GET('/Physicians/{id}', { params: { path: { id: 999 } } })
  check(absent.error?.error.code === 'MODEL_NOT_FOUND', 'a refusal is typed')

  // @ts-expect-error a property that the model does not have
  void read.data?.nmae
  // @ts-expect-error a part that a filter does not have
  void filter({ limt: 1 })
}
