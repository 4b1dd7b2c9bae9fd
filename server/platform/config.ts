import { z } from 'zod';
import { type Cost, costs } from '../contract/api/cost.js';

/**
 * The environment, parsed once. A wrong value stops the boot and names its variable; nothing else reads process.env.
 */
const flag = z.enum(['on', 'off', 'true', 'false', '1', '0']).transform((text) => ['on', 'true', '1'].includes(text));
const list = z.string().transform((text) =>
  text
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter(Boolean),
);
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://');
const httpUrl = z.url({ protocol: /^https?$/ });
/** search=2 image=0.5: twice as much of one, half of the other; `all` for whatever is not named. */
const factors = z.string().transform((text, context): Partial<Record<Cost | 'all', number>> => {
  const read = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((pair) => /^([a-z-]+)=(\d+(?:\.\d+)?)$/.exec(pair));
  const known = new Set<string>([...costs, 'all']);
  const good = read.every((one) => one !== null && known.has(one[1]!) && Number(one[2]) > 0);
  if (good) return Object.fromEntries(read.map((one) => [one![1]!, Number(one![2])]));
  context.addIssue({ code: 'custom', message: `must be pairs such as search=2, of ${[...known].join(', ')}` });
  return z.NEVER;
});

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** The address to listen on. Unset: every one of this machine, and 127.0.0.1 as long as there is a demo. */
  HOST: z.string().optional(),
  /** A socket that the launcher has bound: ports below 1024, which are not for ordinary users. */
  LISTEN_FD: z.coerce.number().int().min(3).optional(),
  PUBLIC_URL: httpUrl.optional(),
  TRUSTED_PROXIES: list.default([]),
  DATA_DIR: z.string().default('./data'),
  /** Seals what the database must not tell; several servers without a common DATA_DIR need the same one. */
  SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  /** The owner of the tables, who migrates. Servers and workers connect as two roles that own nothing, made from it … */
  DATABASE_URL: postgresUrl.optional(),
  /** … or named here; where both are, servers and workers need not know the owner at all. */
  DATABASE_READER_URL: postgresUrl.optional(),
  DATABASE_STAFF_URL: postgresUrl.optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20),
  /** A statement of a request that takes longer is ended, and the request answered with 503; 0 lets it go on. */
  DATABASE_STATEMENT_SECONDS: z.coerce.number().int().min(0).max(3600).default(30),
  OPENSEARCH_URL: httpUrl.optional(),
  /** Part of every index name, so that several installations can share one cluster. */
  OPENSEARCH_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{1,30}$/)
    .default('linlang'),
  /** Of an index that is made from now on: the next rebuild brings a change about. A million items are well in two or three. */
  OPENSEARCH_SHARDS: z.coerce.number().int().min(1).max(1024).default(1),
  /** Copies of each shard on other servers. Unset: one, as soon as there is a second server. */
  OPENSEARCH_REPLICAS: z.coerce.number().int().min(0).max(20).optional(),
  /** A folder, or s3://bucket/prefix?endpoint=…&region=…; keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. */
  STORAGE_URL: z.string().optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  /** Who hears of weaknesses: addresses as mailto: or https:, several with a comma. They stand in /.well-known/security.txt. */
  SECURITY_CONTACT: list
    .default([])
    .refine((all) => all.every((one) => /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+|tel:\+\d+)$/.test(one)), {
      message: 'must be addresses that begin with mailto:, https: or tel:',
    }),
  MAIL_FROM: z.string().default('Linlang <linlang@localhost>'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  UPLOAD_MAX_MB: z.coerce.number().int().min(1).default(20_000),
  /** What one child that works on a file may hold of memory; a file that needs more is refused. */
  MEDIA_MEMORY_MB: z.coerce.number().int().min(256).max(1_000_000).default(2048),
  /** What one account may have under way: the announced sizes of all uploads that are not finished. */
  UPLOADS_UNFINISHED_MAX_MB: z.coerce.number().int().min(1).default(100_000),
  /** So much of each disk is left free: below it nothing more is taken in, and everything goes on being read. */
  DISK_RESERVE_MB: z.coerce.number().int().min(0).default(512),
  PLUGINS_DIR: z.string().default(''),
  /** Options of plugins, by plugin: {"media-image": {…}}. Each plugin's own schema checks its part. */
  PLUGIN_OPTIONS: z
    .string()
    .default('{}')
    .transform((text, context): Record<string, unknown> => {
      try {
        return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: 'must be a JSON object of options by plugin' });
        return z.NEVER;
      }
    }),
  DEMO: flag.default(true),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(2),
  /** Finished jobs are taken away after so many days; 0 keeps them. Hidden ones are mail and housekeeping. */
  JOBS_KEPT_DAYS: z.coerce.number().int().min(0).max(36_500).default(90),
  JOBS_HIDDEN_KEPT_DAYS: z.coerce.number().int().min(0).max(36_500).default(7),
  /** What was done to many items can be undone for so many days; 0 keeps how everything stood before for good. */
  BATCHES_KEPT_DAYS: z.coerce.number().int().min(0).max(36_500).default(90),
  /** Pages that each server keeps for visitors whom nobody knows; 0 keeps none. */
  PAGE_MEMORY_MB: z.coerce.number().int().min(0).max(100_000).default(64),
  /** Whoever reads `/metrics` from another machine shows it: Authorization: Bearer … */
  METRICS_TOKEN: z.string().min(16, 'must have 16 characters or more').optional(),
  /** Bounds on what one address or one account may ask for: see `budgets.ts`; and on guessing passwords by address. */
  RATE_LIMIT: flag.default(true),
  RATE_LIMITS: factors.default({}),
  /** So many searches of visitors who are not signed in go on at once, from however many addresses; 0 bounds none. */
  ANONYMOUS_SEARCHES: z.coerce.number().int().min(0).max(10_000).default(16),
  /** Tests check each JSON answer against its schema; in production that would only cost time. */
  CHECK_ANSWERS: flag.default(false),
  WEB_DEV: flag.default(false),
});

export class WrongSetting extends Error {}

function parse(environment: NodeJS.ProcessEnv) {
  // An empty variable means that it is not set, as compose files and shells write it.
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new WrongSetting(`Wrong setting in the environment (环境变量有误):\n  ${lines.join('\n  ')}`);
  }
  const settings = parsed.data;
  if (!settings.DATABASE_URL && !(settings.DATABASE_READER_URL && settings.DATABASE_STAFF_URL)) {
    throw new WrongSetting('Wrong setting in the environment (环境变量有误):\n  DATABASE_URL: is not set');
  }
  return {
    ...settings,
    publicUrl: (settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`).replace(/\/+$/, ''),
    storageUrl: settings.STORAGE_URL ?? `${settings.DATA_DIR}/storage`,
    host: settings.HOST ?? (settings.DEMO ? '127.0.0.1' : '0.0.0.0'),
    production: settings.NODE_ENV === 'production',
  };
}

export type Settings = ReturnType<typeof parse>;

/** Injected wherever a setting is needed: the class is the token, its properties are the parsed settings. */
export class Config {
  private constructor(readonly env: Readonly<Settings>) {}

  static from(environment: NodeJS.ProcessEnv): Config {
    return new Config(Object.freeze(parse(environment)));
  }
}
