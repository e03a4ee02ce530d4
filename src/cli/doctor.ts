import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SlackFacts } from '../adapters/slack/inspect.ts';
import { type Config, readConfig } from '../config/index.ts';
import { SetupError } from '../core/errors/index.ts';
import { systemClock } from '../core/time/index.ts';
import type { Database } from '../db/database.ts';
import { createLog } from '../logging/index.ts';
import { examineDatabase } from './doctor-database.ts';
import { examineSealed } from './doctor-sealed.ts';
import { type Finding, tryLater } from './finding.ts';

export interface DoctorOptions {
  readonly json?: true;
}

const marks = { fine: 'ok  ', attention: 'note', wrong: 'FAIL' } as const;

/** Looks at everything that the bot needs and changes nothing. Resolves to the exit status: 1 where something is wrong. */
export async function doctor({ json }: DoctorOptions, say: (line: string) => void): Promise<number> {
  const findings = await examine();
  if (json) say(JSON.stringify(findings, null, 2));
  else for (const { check, state, says } of findings) say(`${marks[state]} ${check.padEnd(13)} ${says}`);
  return findings.some(({ state }) => state === 'wrong') ? 1 : 0;
}

async function examine(): Promise<readonly Finding[]> {
  const here = [runtime(), zones()];
  const config = configuration();
  if ('faults' in config) return [...here, ...config.faults];
  return [
    ...here,
    { check: 'configuration', state: 'fine', says: 'every setting can be read' },
    disk(config),
    ...(await stored(config)),
    ...(await discord(config)),
    ...(await slack(config)),
  ];
}

/** The database, what is sealed in it, and the channels that it names. */
async function stored(config: Config): Promise<readonly Finding[]> {
  const { findings, database } = await examineDatabase(config);
  if (!database) return findings;
  try {
    return [...findings, ...(await examineSealed(config, database)), ...(await channels(config, database))];
  } finally {
    await database.close();
  }
}

async function channels({ discord: options }: Config, database: Database): Promise<Finding[]> {
  const { inspectChannels } = await import('./channels.ts');
  try {
    const problems = await inspectChannels(database, options);
    if (problems.length > 0) return problems.map((says): Finding => ({ check: 'channels', state: 'wrong', says }));
    return [{ check: 'channels', state: 'fine', says: 'the bot may post wherever it was set up to' }];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [{ check: 'channels', state: 'attention', says: `could not be looked at (${error.message}): ${tryLater}` }];
  }
}

function runtime(): Finding {
  return { check: 'runtime', state: 'fine', says: `Node.js ${process.versions.node}` };
}

/** Rules of time zones change every year; a check-in follows them. */
function zones(): Finding {
  const version = process.versions.tz ?? '';
  const year = Number.parseInt(version, 10);
  const isOld = !(year >= systemClock.now().getUTCFullYear() - 1);
  const says = `time zone data ${version || 'unknown'}`;
  if (!isOld) return { check: 'zones', state: 'fine', says };
  return { check: 'zones', state: 'attention', says: `${says}: rules may have changed since; update Node.js` };
}

function configuration(): Config | { readonly faults: readonly Finding[] } {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    const lines = error.message.split('\n').filter((line) => line.startsWith('  - '));
    const faults = lines.map((line): Finding => ({ check: 'configuration', state: 'wrong', says: line.slice(4) }));
    return { faults };
  }
}

const roomyBytes = 1024 ** 3;

function disk({ dataFolder }: Config): Finding {
  const folder = nearest(dataFolder);
  if (!isWritable(folder)) {
    const says = `nothing can be written in ${dataFolder}: give it to the user that runs Rebound, or set REBOUND_DATA_DIR to another folder`;
    return { check: 'disk', state: 'wrong', says };
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const says = `${(free / roomyBytes).toFixed(1)} GiB free in ${dataFolder}`;
  if (free >= roomyBytes) return { check: 'disk', state: 'fine', says };
  return {
    check: 'disk',
    state: 'attention',
    says: `${says}: make room, the embedded database and its logs need some`,
  };
}

/** What is there of a path: the folder is made at the first start, within it. */
function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path));
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

async function discord({ discord: options }: Config): Promise<Finding[]> {
  if (!options) return [{ check: 'discord', state: 'fine', says: 'not set up (DISCORD_TOKEN)' }];
  const { inspectDiscord } = await import('./discord.ts');
  try {
    const { isUnchanged, inviteLink } = await inspectDiscord(options);
    const link: Finding = { check: 'discord', state: 'fine', says: `add it to a server: ${inviteLink}` };
    if (isUnchanged)
      return [{ check: 'discord', state: 'fine', says: 'the token is accepted, commands are up to date' }, link];
    const says = 'the token is accepted; its commands are not those of this version: rebound register discord';
    return [{ check: 'discord', state: 'attention', says }, link];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof SetupError) return [{ check: 'discord', state: 'wrong', says: error.message }];
    return [{ check: 'discord', state: 'attention', says: `${error.message}: ${tryLater}` }];
  }
}

async function slack({ slack: settings }: Config): Promise<Finding[]> {
  if (!settings) return [{ check: 'slack', state: 'fine', says: 'not set up (SLACK_BOT_TOKEN, SLACK_APP_TOKEN)' }];
  const { inspectSlack, installAddress } = await import('../adapters/slack/inspect.ts');
  const { bot, socket } = await inspectSlack(settings, createLog('silent'));
  return [
    ...(bot ? [slackBot(bot)] : []),
    ...(socket === undefined ? [] : [slackSocket(socket)]),
    ...(settings.oauth ? [slackInstalls(installAddress(settings.oauth.publicUrl))] : []),
  ];
}

function slackInstalls(address: string): Finding {
  return { check: 'slack', state: 'fine', says: `add it to a workspace: ${address}` };
}

function unanswered(code: string): Finding {
  const says = `Slack did not answer (${code}): ${tryLater}`;
  return { check: 'slack', state: 'attention', says };
}

function slackBot(bot: NonNullable<SlackFacts['bot']>): Finding {
  if ('unanswered' in bot) return unanswered(bot.unanswered);
  if ('refused' in bot) {
    const says = `Slack refuses SLACK_BOT_TOKEN (${bot.refused}): copy it again from the app's page, or install the app again`;
    return { check: 'slack', state: 'wrong', says };
  }
  if (bot.missingScopes.length === 0)
    return { check: 'slack', state: 'fine', says: 'the bot token is accepted, with every right' };
  const says = `rights are missing: ${bot.missingScopes.join(', ')}; paste the manifest anew and install the app again`;
  return { check: 'slack', state: 'wrong', says };
}

function slackSocket(socket: NonNullable<SlackFacts['socket']>): Finding {
  if (socket === 'accepted') return { check: 'slack', state: 'fine', says: 'the app token is accepted (Socket Mode)' };
  if ('unanswered' in socket) return unanswered(socket.unanswered);
  const says = `Slack refuses SLACK_APP_TOKEN (${socket.refused}): copy it again from the app's page; it needs the scope connections:write`;
  return { check: 'slack', state: 'wrong', says };
}
