import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/index.ts';
import { SetupError } from '../core/errors/index.ts';
import { systemClock } from '../core/time/index.ts';
import type { Database } from '../db/database.ts';
import { inspectServer, type ServerFacts } from '../db/inspect.ts';
import { knownMigrations, madeOn } from '../db/migrations.ts';
import { openEmbedded, openServer } from '../db/open.ts';
import { whyRefused } from '../db/refused.ts';
import type { Finding } from './finding.ts';
import { findRunning } from './running.ts';

/** What was found of the database, and the database where it can be looked into. Whoever asked closes it. */
interface Examined {
  readonly findings: readonly Finding[];
  readonly database?: Database;
}

/** Looks at the database that the configuration names, and changes nothing in it. */
export function examineDatabase({ databaseUrl, dataFolder }: Config): Promise<Examined> {
  return databaseUrl === undefined ? embedded(dataFolder) : server(databaseUrl);
}

async function embedded(folder: string): Promise<Examined> {
  const key = keyOf(folder, existsSync(join(folder, 'postgres')));
  const told = (state: Finding['state'], says: string, database?: Database): Examined => ({
    findings: [{ check: 'database', state, says }, ...key],
    ...(database ? { database } : {}),
  });
  const running = await findRunning(folder);
  if (running)
    return told(
      'fine',
      `a bot has the embedded database and answers at ${running.url}; stop it to have its channels looked at`,
    );
  // Opening an empty folder would make a database in it.
  if (!existsSync(join(folder, 'postgres', 'PG_VERSION')))
    return told('fine', `embedded, to be made at the first start in ${folder}; no bot runs on it now`);
  try {
    const database = await openEmbedded(folder, false);
    const { state, says } = await embeddedItself(database);
    if (state !== 'fine') await database.close();
    const about = `embedded, in ${folder}; no bot runs on it now; ${says}`;
    return told(state, about, state === 'fine' ? database : undefined);
  } catch (error) {
    if (error instanceof SetupError)
      return told('attention', `the embedded database could not be looked at: ${error.message}`);
    const name = error instanceof Error ? error.name : typeof error;
    return told(
      'wrong',
      `the embedded database in ${folder} does not open (${name}): put your backup of that folder back`,
    );
  }
}

function keyOf(dataFolder: string, isNeeded: boolean): Finding[] {
  const path = join(dataFolder, 'secret.key');
  if (!existsSync(path)) {
    if (!isNeeded) return [];
    return [{ check: 'key', state: 'wrong', says: `${path} is gone: put it back from your backup` }];
  }
  const isOpen = (statSync(path).mode & 0o077) !== 0;
  if (!isOpen) return [{ check: 'key', state: 'fine', says: `${path}, readable by its owner alone` }];
  return [{ check: 'key', state: 'wrong', says: `${path} can be read by others: chmod 600 ${path}` }];
}

const later = 'a later Rebound was here; run that one';
const earlier = 'the next start makes the others';

async function embeddedItself({ source }: Database): Promise<Pick<Finding, 'state' | 'says'>> {
  const known = knownMigrations();
  const made = source.kind === 'embedded' ? await madeOn(source.client) : 0;
  const says = `${made} of ${known} migrations made`;
  if (made > known) return { state: 'wrong', says: `${says}: ${later}` };
  if (made < known) return { state: 'attention', says: `${says}: ${earlier}` };
  return { state: 'fine', says };
}

const oldestPostgres = 15;
const bearableClockMs = 2_000;

async function server(url: string): Promise<Examined> {
  try {
    const facts = await inspectServer(url, systemClock.now);
    const findings = [serverItself(facts), ...wall(facts)];
    if (facts.migrations.made < facts.migrations.known) return { findings };
    const onIdleError = () => undefined;
    return { findings, database: await openServer({ url, poolSize: 1, migrates: false, onIdleError }) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    const unknown = `the database server cannot be asked (${code}): look into its log`;
    const says = whyRefused(error) ?? unknown;
    return { findings: [{ check: 'database', state: 'wrong', says }] };
  }
}

function serverItself({ version, clockAheadMs, migrations: { made, known } }: ServerFacts): Finding {
  const says = `Postgres ${version}, ${made} of ${known} migrations made`;
  if (Number.parseInt(version, 10) < oldestPostgres) {
    return { check: 'database', state: 'wrong', says: `${says}: version ${oldestPostgres} or later is needed` };
  }
  if (made > known) return { check: 'database', state: 'wrong', says: `${says}: ${later}` };
  if (Math.abs(clockAheadMs) > bearableClockMs) {
    const seconds = (clockAheadMs / 1000).toFixed(1);
    return {
      check: 'database',
      state: 'attention',
      says: `${says}, its clock is ${seconds} s off ours: use NTP on both`,
    };
  }
  if (made < known) return { check: 'database', state: 'attention', says: `${says}: ${earlier}` };
  return { check: 'database', state: 'fine', says };
}

/** The bot works without it; nothing but a mistake of ours would be seen. */
function wall({ wallNeeds }: ServerFacts): Finding[] {
  if (wallNeeds === undefined) return [];
  const says = `Postgres does not keep communities apart as well as the bot does: have somebody who may make roles run \`${wallNeeds}\`, once, then start the bot anew`;
  return [{ check: 'wall', state: 'attention', says }];
}
