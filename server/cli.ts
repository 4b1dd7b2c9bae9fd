import 'reflect-metadata';
import { failBoot } from './boot.js';
import { Config } from './platform/config.js';
import { migrate, revert } from './platform/database/migrate.js';

const usage = `Usage: node dist/server/cli.js COMMAND
  migrate        bring the database up to date
  revert [N]     take back the newest N migrations (1)
`;

async function main(): Promise<void> {
  const [command, argument] = process.argv.slice(2);
  const config = Config.from(process.env);
  switch (command) {
    case 'migrate':
      return migrate(config.env.DATABASE_URL, (line) => process.stdout.write(`${line}\n`));
    case 'revert':
      return revert(config.env.DATABASE_URL, Number(argument ?? 1));
    default:
      process.stderr.write(usage);
      process.exitCode = 2;
  }
}

main().catch(failBoot);
