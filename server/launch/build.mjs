// npm run build [server|web]: builds what is stale, beside the running one, and swaps it in only when all went well.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildExtraPlugins, buildServer, extraPluginFolders, serverPlaces } from './build-server.mjs';
import { tryHold } from './hold.mjs';
import { pause } from './processes.mjs';
import { LaunchError, printFailure, say } from './says.mjs';
import { hashOf, isTest, readStamp, writeStamp } from './stale.mjs';
import { buildType, typeSources } from './type/build-type.mjs';

const launchFolder = path.dirname(fileURLToPath(import.meta.url));
export const rootFolder = path.resolve(launchFolder, '../..');

/**
 * @param {{ root?: string, only?: 'server' | 'web', log?: (line: string) => void }} [options]
 * @returns {Promise<{ server: boolean, web: boolean }>} which halves were built anew
 */
export async function buildStale({ root = rootFolder, only, log = () => {} } = {}) {
  const dist = path.join(root, 'dist');
  const extra = await extraPluginFolders(process.env.PLUGINS_DIR);
  await mkdir(dist, { recursive: true });
  const unlock = await lock(path.join(dist, '.building'));
  try {
    const built = { server: false, web: false };
    if (only !== 'web') built.server = await half(dist, 'server', await serverHash(root, extra), log, buildServerHalf);
    if (only !== 'server') {
      // The glyphs of the faces change with their packages alone, and are made beside the pages.
      const type = half(dist, 'type', await hashOf(root, typeSources), log, (out) => buildType(root, out));
      built.web = await half(dist, 'web', await webHash(root, extra), log, buildWebHalf);
      await type;
    }
    return built;
  } finally {
    unlock();
  }

  async function buildServerHalf(out) {
    await buildServer(root, out, dist);
    await buildExtraPlugins(extra, path.join(out, 'plugins-extra'), path.join(dist, 'plugins-extra'));
    return [...serverPlaces, 'plugins-extra'];
  }

  async function buildWebHalf(out) {
    const config = path.join(root, 'web/vite.config.ts');
    if (!existsSync(config)) return [];
    const into = (folder) => ['--outDir', path.join(out, 'web', folder), '--emptyOutDir'];
    // Each keeps about one core busy.
    await Promise.all([
      vite(root, ['build', '--config', config, ...into('client')], extra),
      vite(root, ['build', '--config', config, '--ssr', ...into('server')], extra),
    ]);
    return ['web'];
  }
}

const config = ['package-lock.json', 'tsconfig.json', 'server/launch/build.mjs', 'server/launch/build-server.mjs'];

const serverHash = (root, extra) =>
  hashOf(root, [...serverPlaces, ...config, ...extra], (file) => isTest(file) || file === 'launch');

const webHash = (root, extra) =>
  hashOf(root, ['web', 'plugins', 'themes', 'server/contract', ...config, ...extra], isTest);

const titles = { server: 'the server half', web: 'the web half', type: 'the type' };

async function half(dist, name, hash, log, build) {
  const stamp = path.join(dist, `.${name}.hash`);
  if ((await readStamp(stamp)) === hash) return false;
  log(`building ${titles[name]}`);
  const began = Date.now();
  const beside = path.join(dist, `.next-${name}`);
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true });
  const places = await build(beside);
  // Without a stamp a build that was cut off in the middle of the swap is made again.
  await rm(stamp, { force: true });
  for (const place of places) await swap(path.join(beside, place), path.join(dist, place));
  await rm(beside, { recursive: true, force: true });
  await writeStamp(stamp, hash);
  log(`built ${titles[name]} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return true;
}

async function swap(fresh, place) {
  const old = `${place}.old`;
  await rm(old, { recursive: true, force: true });
  if (existsSync(place)) await rename(place, old);
  await rename(fresh, place);
  await rm(old, { recursive: true, force: true });
}

function vite(root, args, extra) {
  const bin = path.join(root, 'node_modules/vite/bin/vite.js');
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NO_COLOR: '1',
    LINLANG_EXTRA_PLUGINS: extra.join(path.delimiter),
  };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [bin, ...args], { cwd: root, env, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (!error) return resolve();
      reject(
        new LaunchError(`The web half cannot be built:\n${stdout.slice(-1000)}\n${stderr.slice(0, 4000)}`, {
          cause: error,
        }),
      );
    });
  });
}

/** Two builders at once would tear each other's folders; the second waits and then finds nothing stale. */
async function lock(file) {
  for (;;) {
    const { letGo } = tryHold(file);
    if (letGo) return letGo;
    await pause(200);
  }
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const only = process.argv[2];
  try {
    await buildStale({ only, log: say });
  } catch (error) {
    process.exitCode = printFailure(error, 'dist');
  }
}
