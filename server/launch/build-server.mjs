// The server half: every TypeScript file by swc, one file to one file, so that stacks and imports read as in the source.
import { constants, existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LaunchError } from './says.mjs';
import { filesBelow, isTest } from './stale.mjs';

export const serverPlaces = ['server', 'migrations', 'plugins', 'themes'];

// The browser half of a plugin or theme belongs to Vite; the launcher runs from its sources.
const browserOnly = (file) => /(^|[\\/])web(\.ts$|[\\/])/.test(file) || /\.(vue|css)$/.test(file);
const own = (place) => (file) =>
  isTest(file) ||
  (place === 'server' && file === 'launch') ||
  ((place === 'plugins' || place === 'themes' || place === 'extra') && browserOnly(file));

const swcOptions = {
  swcrc: false,
  configFile: false,
  sourceMaps: true,
  module: { type: 'es6' },
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2023',
    keepClassNames: true,
    experimental: { keepImportAttributes: true },
  },
};

/** Compiles the four places of the checkout into `out`, from where they will be moved into `home`. */
export async function buildServer(root, out, home) {
  let count = 0;
  for (const place of serverPlaces) {
    await mkdir(path.join(out, place), { recursive: true });
    count += await compileFolder(path.join(root, place), path.join(out, place), path.join(home, place), own(place));
  }
  return count;
}

/** Plugins from elsewhere, each with its own packages if it has any. */
export async function buildExtraPlugins(folders, out, home) {
  await mkdir(out, { recursive: true });
  for (const folder of folders) {
    const to = path.join(out, path.basename(folder));
    await compileFolder(folder, to, path.join(home, path.basename(folder)), own('extra'));
    const packages = path.join(folder, 'node_modules');
    if (existsSync(packages)) await symlink(packages, path.join(to, 'node_modules'), 'junction');
  }
}

async function compileFolder(from, to, home, skip) {
  const { transformFile } = await import('@swc/core');
  const files = await filesBelow(from, skip);
  for (const folder of new Set(files.map((file) => path.dirname(file)))) {
    await mkdir(path.join(to, folder), { recursive: true });
  }
  await Promise.all(
    files.map(async (file) => {
      const source = path.join(from, file);
      const target = path.join(to, file);
      if (/\.d\.ts$/.test(file) || /\.(md|map)$/.test(file)) return;
      if (!/\.ts$/.test(file)) return bring(source, target);
      const js = target.replace(/\.ts$/, '.js');
      const { code, map } = await transformFile(source, {
        ...swcOptions,
        // As seen from where it will run, so that stacks name the source.
        sourceFileName: path.relative(path.dirname(path.join(home, file)), source),
      }).catch((cause) => {
        // The compiler's own stack says nothing about our source.
        const where = String(cause.message ?? cause).split('\n\nCaused by')[0];
        throw new LaunchError(`${source} cannot be compiled:\n${where.trim()}`, { cause });
      });
      const name = path.basename(js);
      await writeFile(js, `${code}\n//# sourceMappingURL=${name}.map\n`);
      await writeFile(`${js}.map`, map);
    }),
  );
  return files.length;
}

/** Tables and demo material travel beside the code that reads them; the large ones without a second copy. */
async function bring(source, target) {
  if ((await stat(source)).size > 512 * 1024) {
    const linked = await link(source, target).then(
      () => true,
      () => false,
    );
    if (linked) return;
  }
  await copyFile(source, target, constants.COPYFILE_FICLONE);
}

/** Plugin folders named by PLUGINS_DIR: each entry holds plugin folders. */
export async function extraPluginFolders(value) {
  const folders = [];
  for (const entry of (value ?? '').split(process.platform === 'win32' ? ';' : /[:;]/).filter(Boolean)) {
    const at = path.resolve(entry);
    if (!existsSync(at))
      throw new LaunchError(`PLUGINS_DIR names ${at}, and there is no such folder.`, {
        zh: `PLUGINS_DIR 所指目录不存在：${at}`,
      });
    for (const item of await readdir(at, { withFileTypes: true })) {
      const folder = path.join(at, item.name);
      const isFolder = item.isDirectory() || (item.isSymbolicLink() && (await stat(folder)).isDirectory());
      if (isFolder && existsSync(path.join(folder, 'plugin.ts'))) folders.push(folder);
    }
  }
  return folders.sort();
}
