// The OpenAPI document is valid, and a client generated from it type-checks and works against the server.
//   node openapi_client.mjs GINNEL FOLDER SCRATCH
import { Validator } from '@seriousme/openapi-schema-validator'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { serving } from './serving.mjs'

const here = import.meta.dirname
const [, , ginnel, folder, scratch] = process.argv
fs.mkdirSync(scratch, { recursive: true })

const text = execFileSync(ginnel, ['openapi', folder], { encoding: 'utf8', maxBuffer: 1 << 26 })
const document = path.join(scratch, 'openapi.json')
fs.writeFileSync(document, text)
const validated = await new Validator().validate(JSON.parse(text))
assert.ok(validated.valid, JSON.stringify(validated.errors, null, 1))

const bin = name => path.join(here, 'node_modules/.bin', name)
// The client's modules are found from the scratch folder too.
if (!fs.existsSync(path.join(scratch, 'node_modules'))) fs.symlinkSync(path.join(here, 'node_modules'), path.join(scratch, 'node_modules'))
execFileSync(bin('openapi-typescript'), [document, '-o', path.join(scratch, 'routes.d.ts')], { stdio: 'pipe' })
fs.copyFileSync(path.join(here, 'generated_client.ts'), path.join(scratch, 'generated_client.ts'))
fs.writeFileSync(path.join(scratch, 'package.json'), '{"type": "module"}\n')
execFileSync(bin('tsc'), ['--strict', '--target', 'es2022', '--module', 'nodenext', '--skipLibCheck', '--outDir', scratch, path.join(scratch, 'generated_client.ts')], {
  stdio: 'inherit',
  cwd: scratch,
})
const { use_client } = await import(pathToFileURL(path.join(scratch, 'generated_client.js')))
await serving(ginnel, folder, base => use_client(base))
console.log('the document is valid, and its generated client works')
