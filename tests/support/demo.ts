import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPlatform, type TestPlatform } from './platform.js';

const cli = path.join(fileURLToPath(new URL('../../', import.meta.url)), 'dist/server/cli.js');

/** What the demo is looked at through: one that runs already (`TEST_DEMO_URL`), else one that is filled for this. */
export interface DemoPlatform {
  url: string;
  stop(): Promise<void>;
}

export async function demoPlatform(): Promise<DemoPlatform> {
  const running = process.env.TEST_DEMO_URL;
  if (running) return { url: running, stop: () => Promise.resolve() };
  const platform = await startPlatform({ workers: 2 });
  try {
    await fill(platform);
  } catch (error) {
    await platform.stop();
    throw error;
  }
  return platform;
}

/** As an operator does it: `cli demo` ends when everything is in and can be seen. */
function fill({ databaseUrl, dataDir, url }: TestPlatform): Promise<void> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const child = spawn(process.execPath, [cli, 'demo'], {
      env: {
        PATH: process.env.PATH ?? '',
        HOME: process.env.HOME ?? '/',
        NODE_ENV: 'production',
        DATABASE_URL: databaseUrl,
        DATA_DIR: dataDir,
        PUBLIC_URL: url,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    }
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the demo could not be loaded (${code}):\n${lines.slice(-20).join('')}`));
    });
  });
}
