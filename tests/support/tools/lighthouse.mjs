// Lighthouse, for the proof that pages are light: fetched by npm at one version, and kept with the other tools. As a package of
// the checkout it would bring two hundred others to everybody who installs the tests.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepareChromium } from './chromium.mjs';
import { runTool, toolsFolder } from './folder.mjs';

const LIGHTHOUSE_VERSION = '12.8.2';

/** @returns {Promise<string>} its program */
async function prepareLighthouse(log) {
  const folder = path.join(toolsFolder(), `lighthouse-${LIGHTHOUSE_VERSION}`);
  const program = path.join(folder, 'node_modules/lighthouse/cli/index.js');
  if (!existsSync(path.join(folder, 'complete'))) {
    log(`fetching Lighthouse ${LIGHTHOUSE_VERSION}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--save-exact'];
    await runTool('npm', ['install', ...quiet, `lighthouse@${LIGHTHOUSE_VERSION}`], { cwd: folder });
    writeFileSync(path.join(folder, 'complete'), '');
  }
  return program;
}

const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
const flags = ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage'];

/**
 * Looks at pages as a phone of the middle class does, on a slow line.
 * @param {(line: string) => void} log
 * @returns {Promise<(url: string) => Promise<object>>} what Lighthouse says of an address
 */
export async function makeLighthouse(log = () => {}) {
  const program = await prepareLighthouse(log);
  const { CHROMIUM_PATH, CHROMIUM_LIBRARIES } = await prepareChromium(log);
  const env = {
    ...process.env,
    CHROME_PATH: CHROMIUM_PATH,
    ...(CHROMIUM_LIBRARIES ? { LD_LIBRARY_PATH: CHROMIUM_LIBRARIES } : {}),
  };
  return async (url) => {
    const args = [
      program,
      url,
      '--quiet',
      '--output=json',
      '--output-path=stdout',
      `--only-categories=${categories.join()}`,
      `--chrome-flags=${flags.join(' ')}`,
    ];
    const once = async () => JSON.parse(await runTool(process.execPath, args, { env, timeout: 180_000 }));
    // Now and then it misses the beginning of its own recording: that look has seen nothing.
    const seen = (report) => (report.runtimeError ? Promise.reject(new Error(report.runtimeError.code)) : report);
    try {
      return await seen(await once());
    } catch {
      return seen(await once());
    }
  };
}

/** Figures of one look. */
export function figuresOf({ categories: scores, audits }) {
  const requests = audits['network-requests']?.details?.items ?? [];
  const bytes = (kind) =>
    requests
      .filter(({ resourceType }) => kind === undefined || resourceType === kind)
      .reduce((sum, one) => sum + (one.transferSize ?? 0), 0);
  const score = (name) => Math.round((scores[name]?.score ?? 0) * 100);
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    practices: score('best-practices'),
    seo: score('seo'),
    fcp: Math.round(audits['first-contentful-paint'].numericValue),
    lcp: Math.round(audits['largest-contentful-paint'].numericValue),
    tbt: Math.round(audits['total-blocking-time'].numericValue),
    cls: Number(audits['cumulative-layout-shift'].numericValue.toFixed(3)),
    requests: requests.length,
    scripts: bytes('Script'),
    fonts: bytes('Font'),
    all: bytes(),
  };
}

/** node tests/support/tools/lighthouse.mjs URL [TIMES]: medians of one page, and what it was marked down for. */
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [url, times = '1'] = process.argv.slice(2);
  const look = await makeLighthouse((line) => process.stderr.write(`${line}\n`));
  for (let at = 0; at < Number(times); at++) {
    const report = await look(url);
    process.stdout.write(`${JSON.stringify(figuresOf(report))}\n`);
    for (const { id, score, scoreDisplayMode, title } of Object.values(report.audits))
      if (score !== null && score < 0.9 && scoreDisplayMode !== 'informative')
        process.stdout.write(`  ${id} ${score}: ${title}\n`);
  }
}
