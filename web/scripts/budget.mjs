// The first load: what index.html asks for and what each page adds to it, gzipped. Over the budget the build fails.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET_KIB = 200;
const PAGES = /features\/[a-z]+\/[A-Za-z]+Page\.tsx$/;
const dist = new URL('../dist', import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));

function reached(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const next of manifest[name].imports ?? []) reached(next, seen);
  return seen;
}
const size = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
const kib = (names) =>
  [...names]
    .map((name) => manifest[name].file)
    .filter((file) => file.endsWith('.js'))
    .reduce((sum, file) => sum + size(file), 0) / 1024;

const shell = reached('index.html');
const rows = [['shell', kib(shell)]];
for (const name of Object.keys(manifest).filter((one) => PAGES.test(one)))
  rows.push([name.split('/').pop(), kib(new Set([...shell, ...reached(name)]))]);
for (const [name, size_kib] of rows)
  console.log(`${name.padEnd(24)} ${size_kib.toFixed(1).padStart(7)} KiB gzipped script`);
const worst = Math.max(...rows.map(([, size_kib]) => size_kib));
if (worst > BUDGET_KIB) {
  console.error(`A first load has ${worst.toFixed(1)} KiB of script; ${BUDGET_KIB} are allowed.`);
  process.exit(1);
}
