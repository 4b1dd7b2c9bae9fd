import { createRequire } from 'node:module';

// From dist/server/platform as from server/platform the package file is found by walking up.
function find(): string {
  const require = createRequire(import.meta.url);
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      return (require(path) as { version: string }).version;
    } catch {
      continue;
    }
  }
  return '0.0.0';
}

export const version = find();
