// Lighthouse on pages of a running gateway. Reads {url, chromium, email, password, runs} from stdin, writes figures to stdout.
import { readFileSync } from 'node:fs';
import lighthouse, { desktopConfig } from 'lighthouse';
import puppeteer from 'puppeteer-core';

const { url, chromium, email, password, runs } = JSON.parse(readFileSync(0, 'utf8'));
const DEVICES = { phone: undefined, laptop: desktopConfig };
const PAGES = { 'sign-in': false, studio: true };
const METRICS = {
  first_contentful_paint_ms: 'first-contentful-paint',
  largest_contentful_paint_ms: 'largest-contentful-paint',
  total_blocking_time_ms: 'total-blocking-time',
  cumulative_layout_shift: 'cumulative-layout-shift',
};

async function signIn(page) {
  await page.goto(`${url}/sign-in`, { waitUntil: 'networkidle0' });
  const status = await page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json', 'X-Packshot-Page': '1' };
    const answer = await fetch('/v1/browser/session', { method: 'POST', headers, body });
    localStorage.setItem('packshot.signed-in', '1');
    return answer.status;
  }, JSON.stringify({ email, password }));
  if (status >= 300) throw new Error(`Signing in was answered with ${status}.`);
}

async function measure(path, inside, config) {
  const browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    if (inside) await signIn(page);
    const flags = { onlyCategories: ['performance', 'accessibility'], logLevel: 'error', disableStorageReset: inside };
    const { lhr } = await lighthouse(`${url}/${path}`, flags, config, page);
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    const scripts = lhr.audits['network-requests'].details.items.filter((one) => one.resourceType === 'Script');
    return {
      address: lhr.finalDisplayedUrl.replace(url, ''),
      performance: Math.round(lhr.categories.performance.score * 100),
      accessibility: Math.round(lhr.categories.accessibility.score * 100),
      ...Object.fromEntries(Object.entries(METRICS).map(([name, audit]) => [name, lhr.audits[audit].numericValue])),
      scripts: scripts.map((one) => new URL(one.url).pathname),
      failed: lhr.categories.accessibility.auditRefs
        .map(({ id }) => lhr.audits[id])
        .filter(({ score }) => score !== null && score < 1)
        .map(({ id }) => id),
    };
  } finally {
    await browser.close();
  }
}

const figures = [];
for (const [device, config] of Object.entries(DEVICES)) {
  for (const [path, inside] of Object.entries(PAGES)) {
    for (let run = 0; run < runs; run += 1)
      figures.push({ page: path, device, run, ...(await measure(path, inside, config)) });
  }
}
process.stdout.write(JSON.stringify(figures));
