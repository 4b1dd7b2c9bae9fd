// A cluster by itself, for development: node server/launch/pg.mjs --data FOLDER [--throwaway]. Ctrl-C ends it.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startPostgres } from './postgres.mjs';
import { printFailure, say } from './says.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const { values } = parseArgs({
  options: { data: { type: 'string', default: 'data' }, throwaway: { type: 'boolean', default: false } },
});

try {
  const postgres = await startPostgres({
    root,
    dataDir: path.resolve(values.data),
    durable: !values.throwaway,
    log: say,
  });
  process.stdout.write(`${postgres.url}\n${postgres.adminUrl}\n`);
  let stopping;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopping ??= postgres.stop();
    });
  }
  process.exitCode = (await postgres.exited) ?? 1;
} catch (error) {
  process.exitCode = printFailure(error, values.data);
}
