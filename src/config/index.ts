import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { SetupError } from '../core/errors/index.ts';
import { type DiscordConfig, discordEnvironment, readDiscord } from './discord.ts';
import { readSlack, type SlackConfig, slackEnvironment } from './slack.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Everything that the environment decides. */
export interface Config {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Absolute path of the folder for the embedded database and its key. */
  readonly dataFolder: string;
  /** Absent: the embedded database. */
  readonly databaseUrl: string | undefined;
  /** 32 bytes; absent only with the embedded database, which keeps a key of its own. */
  readonly secretKey: Uint8Array | undefined;
  /** The key before that one, while it is being replaced. */
  readonly previousSecretKey: Uint8Array | undefined;
  readonly logLevel: (typeof logLevels)[number];
  /** Who knows it may use the playground; absent: only on a loopback address, and without one. */
  readonly playgroundToken: string | undefined;
  /** Who knows it may read the metrics; absent: only on a loopback address, and without one. */
  readonly metricsToken: string | undefined;
  /** Absent: not on Slack. */
  readonly slack: SlackConfig | undefined;
  /** Absent: not on Discord. */
  readonly discord: DiscordConfig | undefined;
}

const howToMakeAKey = 'Make one with: openssl rand -base64 32';

const secretKey = z
  .string()
  .refine((key) => Buffer.from(key, 'base64').length === 32, `must be 32 bytes in base64. ${howToMakeAKey}`)
  .optional();

const environment = z.object({
  HOST: z.string().min(1, 'must name an address to listen on, for example 127.0.0.1').default('127.0.0.1'),
  PORT: z
    .string()
    .refine((port) => /^\d{1,5}$/.test(port) && Number(port) <= 65_535, 'must be a port number from 0 to 65535')
    .default('3000'),
  REBOUND_DATA_DIR: z.string().min(1, 'must name a folder').default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'must look like postgres://user:password@host:5432/database')
    .optional(),
  REBOUND_SECRET_KEY: secretKey,
  REBOUND_PREVIOUS_SECRET_KEY: secretKey,
  REBOUND_PLAYGROUND_TOKEN: z.string().min(16, 'must have 16 characters or more').optional(),
  REBOUND_METRICS_TOKEN: z.string().min(16, 'must have 16 characters or more').optional(),
  ...slackEnvironment,
  ...discordEnvironment,
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
});

/**
 * Reads the environment, and `.env` in the current folder for what the environment does not set.
 * Throws `SetupError` that names every fault at once; no value is repeated in it, since it may be a secret.
 */
export function readConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return parseConfig(process.env);
}

/**
 * As `readConfig`, from a given environment. An empty variable counts as not set. `NAME_FILE` names a file that holds the value
 * of `NAME`, as containers are handed their secrets.
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const { given, faults } = givenIn(env);
  const parsed = environment.safeParse(given);
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  if (given.DATABASE_URL !== undefined && given.REBOUND_SECRET_KEY === undefined) {
    faults.push(
      `REBOUND_SECRET_KEY must be set where DATABASE_URL is: it protects what members write. ${howToMakeAKey}`,
    );
  }
  if (given.REBOUND_PREVIOUS_SECRET_KEY !== undefined && given.REBOUND_SECRET_KEY === undefined) {
    faults.push('REBOUND_PREVIOUS_SECRET_KEY is set, and REBOUND_SECRET_KEY, which replaces it, is not');
  }
  const onSlack = parsed.success ? readSlack(parsed.data) : undefined;
  faults.push(...(onSlack?.faults ?? []));
  const onDiscord = parsed.success ? readDiscord(parsed.data) : undefined;
  faults.push(...(onDiscord?.faults ?? []));
  if (!parsed.success || faults.length > 0) {
    throw new SetupError(['Please correct the configuration:', ...faults.map((fault) => `  - ${fault}`)].join('\n'));
  }
  const { HOST, PORT, REBOUND_DATA_DIR, DATABASE_URL, REBOUND_PLAYGROUND_TOKEN, LOG_LEVEL } = parsed.data;
  const { REBOUND_METRICS_TOKEN } = parsed.data;
  return {
    host: HOST,
    port: Number(PORT),
    dataFolder: resolve(REBOUND_DATA_DIR),
    databaseUrl: DATABASE_URL,
    secretKey: keyOf(parsed.data.REBOUND_SECRET_KEY),
    previousSecretKey: keyOf(parsed.data.REBOUND_PREVIOUS_SECRET_KEY),
    logLevel: LOG_LEVEL,
    playgroundToken: REBOUND_PLAYGROUND_TOKEN,
    metricsToken: REBOUND_METRICS_TOKEN,
    slack: onSlack?.slack,
    discord: onDiscord?.discord,
  };
}

function keyOf(base64: string | undefined): Uint8Array | undefined {
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
}

/** The values that are set, in the environment itself or in files that it names. */
function givenIn(env: Readonly<Record<string, string | undefined>>) {
  const given: Record<string, string> = {};
  const faults: string[] = [];
  for (const name of Object.keys(environment.shape)) {
    const value = env[name]?.trim();
    const path = env[`${name}_FILE`]?.trim();
    if (value && path) faults.push(`${name} and ${name}_FILE are both set; keep one`);
    if (value) given[name] = value;
    else if (path) {
      const held = readSecret(path);
      if (held) given[name] = held;
      else faults.push(`${name}_FILE must name a file that can be read and holds the value`);
    }
  }
  return { given, faults };
}

function readSecret(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
