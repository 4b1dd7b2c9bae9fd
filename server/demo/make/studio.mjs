import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ORIGIN = 'http://studio.local';
const TYPES = { '.mjs': 'text/javascript', '.js': 'text/javascript', '.html': 'text/html' };

async function browserPath() {
  const named = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (existsSync(named)) return { executablePath: named, args: ['--no-sandbox'] };
  const { default: packed } = await import('@sparticuz/chromium');
  return { executablePath: await packed.executablePath(), args: packed.args };
}

/** A browser page whose canvas does all the drawing. `draw(name, spec)` answers the picture as PNG and what it holds. */
export async function openStudio() {
  const browser = await chromium.launch(await browserPath());
  const page = await browser.newPage();
  const problems = [];
  page.on('console', (m) => ['error'].includes(m.type()) && problems.push(m.text()));
  page.on('pageerror', (e) => problems.push(String(e)));
  await page.route(`${ORIGIN}/**`, (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === '/') return route.fulfill({ contentType: 'text/html', body: shell() });
    const file = path.startsWith('/node_modules/') ? join(ROOT, path) : join(HERE, path);
    if (!existsSync(file)) return route.fulfill({ status: 404, body: '' });
    return route.fulfill({ contentType: TYPES[extname(file)] ?? 'text/plain', body: readFileSync(file, 'utf8') });
  });
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction('window.ready', null, { timeout: 30000 }).catch(() => {
    throw new Error(`The studio did not open: ${problems.join('\n')}`);
  });
  return {
    page,
    async draw(name, spec) {
      const out = await page.evaluate(([n, s]) => window.drawPicture(n, s), [name, spec]);
      return { ...out, png: Buffer.from(out.png, 'base64') };
    },
    call: (name, spec) => page.evaluate(([n, s]) => window.callStudio(n, s), [name, spec]),
    close: () => browser.close(),
  };
}

const shell = () => `<!doctype html><meta charset="utf-8"><script type="importmap">
{"imports":{"three":"/node_modules/three/build/three.module.js","three/addons/":"/node_modules/three/examples/jsm/"}}
</script><script type="module" src="/draw/index.mjs"></script>`;
