// Writes openapi.json and src/api/schema.d.ts from the gateway's code; with --check says whether they are what the code says.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
const root = join(web, '..');
const check = process.argv.includes('--check');
const python = process.env.PACKSHOT_PYTHON ?? join(root, '.venv/bin/python');
const document = join(web, 'openapi.json');
const types = join(web, 'src/api/schema.d.ts');

function settle(path, made) {
  if (existsSync(path) && readFileSync(path, 'utf8') === made) return;
  if (check) {
    console.error(`${path.slice(root.length + 1)} is not what the gateway says. Run: npm run api`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, made);
  }
}

if (existsSync(python)) {
  const made = execFileSync(python, ['-m', 'services.gateway.openapi'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  settle(document, made);
} else {
  console.warn('No Python environment here: openapi.json is taken as it is.');
}
const schema = JSON.parse(readFileSync(document, 'utf8'));
const head = '// Made from openapi.json by `npm run api`. Not for hand.\n';
settle(
  types,
  head +
    astToString(await openapiTS(schema, { alphabetize: true, defaultNonNullable: false, emptyObjectsUnknown: true })),
);
