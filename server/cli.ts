import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { failBoot } from './boot.js';
import { Config, WrongSetting } from './platform/config.js';
import { migrate, revert } from './platform/database/migrate.js';

const usage = `Usage: node dist/server/cli.js COMMAND
  migrate        bring the database up to date
  revert [N]     take back the newest N migrations (1)
  admin EMAIL    make somebody a platform admin, and print a link that sets the password
  admin --reset-factor EMAIL
                 take away second factors that were lost, and sign that person out everywhere
  counts [--rebuild]
                 compare the counts of home pages with the records themselves, or make them anew
  demo           fill an empty platform with the demo, and wait for it
`;

/**
 * Commands that need the platform's services run beside a server, without its HTTP.
 * Only they load the platform: every start migrates, and should not wait for that.
 */
async function inPlatform(work: (app: INestApplicationContext) => Promise<void>): Promise<void> {
  const { NestFactory } = await import('@nestjs/core');
  const { AppModule } = await import('./app.module.js');
  const { NestLog } = await import('./platform/log/log.js');
  const app = await NestFactory.createApplicationContext(AppModule, { logger: new NestLog(), abortOnError: false });
  try {
    await work(app);
  } finally {
    await app.close();
  }
}

function ownerUrl({ env }: Config): string {
  if (env.DATABASE_URL) return env.DATABASE_URL;
  throw new WrongSetting('DATABASE_URL is not set: migrating needs the owner of the tables (迁移须以表的所有者连接)');
}

async function main(): Promise<void> {
  const [command, argument, more] = process.argv.slice(2);
  const config = Config.from(process.env);
  switch (command) {
    case 'migrate':
      return migrate(ownerUrl(config), (line) => process.stdout.write(`${line}\n`), config.env);
    case 'revert':
      return revert(ownerUrl(config), Number(argument ?? 1));
    case 'admin':
      return inPlatform(async (app) => {
        if (argument === '--reset-factor') {
          const { FactorReset } = await import('./modules/account/factor.reset.js');
          process.stdout.write(`${await app.get(FactorReset).byOperator(more)}\n`);
          return;
        }
        const { AdminAppointment } = await import('./modules/account/admin.appointment.js');
        process.stdout.write(`${await app.get(AdminAppointment).appoint(argument)}\n`);
      });
    case 'counts':
      return inPlatform(async (app) => {
        const { KeptCounts } = await import('./modules/catalog/kept.counts.js');
        const counts = app.get(KeptCounts);
        if (argument === '--rebuild') {
          const { TitleIndex } = await import('./modules/catalog/title.index.js');
          const { OpeningsService } = await import('./modules/catalog/openings.service.js');
          await counts.rebuild();
          await app.get(OpeningsService).rebuild();
          await app.get(TitleIndex).rebuild();
        }
        const wrong = await counts.check();
        for (const one of wrong) process.stdout.write(`${JSON.stringify(one)}\n`);
        process.stdout.write(`${wrong.length === 0 ? 'the counts are right' : 'make them anew with --rebuild'}\n`);
        process.exitCode = wrong.length === 0 ? 0 : 1;
      });
    case 'demo':
      return inPlatform(async (app) => {
        const { DemoService } = await import('./modules/demo/demo.service.js');
        await app.get(DemoService).fill((line) => process.stdout.write(`${line}\n`));
      });
    default:
      process.stderr.write(usage);
      process.exitCode = 2;
  }
}

main().catch(failBoot);
