import { setTimeout as after } from 'node:timers/promises';
import type { REST } from 'discord.js';
import { SetupError, Temporary } from '../../core/errors/index.ts';
import type { Dispatcher } from '../../core/interactions/index.ts';
import {
  type Claims,
  type Clock,
  type Communities,
  type Deliveries,
  type Log,
  silent,
  type Telemetry,
} from '../../core/ports/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { answer } from './answer.ts';
import { renderCommands } from './commands.ts';
import { createDeliveries } from './delivery.ts';
import { connectGateway, type Gateway, type Sharding } from './gateway.ts';
import { inviteLink } from './invite.ts';
import { createLateAnswers } from './late.ts';
import { type CommandChanges, createRegistrar, isUnchanged } from './register.ts';
import { createInvalidRequests, restForAnswers, restForDeliveries } from './requests.ts';
import { rightsMissing, type Spot } from './rights.ts';

export { renderCommands } from './commands.ts';
export type { Sharding } from './gateway.ts';
export { type CommandChanges, isUnchanged } from './register.ts';
export type { Spot } from './rights.ts';

/** How the operator set Discord up. */
export interface DiscordOptions {
  readonly token: string;
  /** Another address than Discord's own, for tests and proxies, with no version at its end. */
  readonly apiUrl?: string;
  readonly sharding: Sharding;
}

export interface DiscordParts {
  readonly options: DiscordOptions;
  readonly dispatcher: Dispatcher;
  readonly communities: Communities;
  readonly claims: Claims;
  /** The locales that Rebound speaks. */
  readonly locales: readonly Locale[];
  readonly clock: Clock;
  readonly log: Log;
  /** Absent: nobody is told. */
  readonly telemetry?: Telemetry;
  /** Told when Discord will never let this bot in again as it is set up. */
  onFatal(error: SetupError): void;
}

/** The bot on Discord. */
export interface Discord {
  readonly deliveries: Deliveries;
  /**
   * Connects, and tells in the log where the registered commands are not those of this version. A wrong token is told, and
   * nothing tried then; where Discord is out of reach it keeps trying.
   */
  start(): Promise<void>;
  isConnected(): boolean;
  /** Disconnects, once what is being answered is answered. Safe to call before `start`. */
  close(): Promise<void>;
}

export function createDiscord(parts: DiscordParts): Discord {
  const { options, dispatcher, communities, claims, locales, clock, log, telemetry = silent } = parts;
  const budget = createInvalidRequests(clock);
  const rest = restForAnswers({ ...options, budget });
  const deliveries = createDeliveries({ rest: restForDeliveries({ ...options, budget }), budget, clock, log });
  const closing = new AbortController();
  const pause = (milliseconds: number) => after(milliseconds, undefined, { signal: closing.signal, ref: false });
  const sendLate = createLateAnswers({ deliveries, log, pause });
  const answering = new Set<Promise<void>>();
  let gateway: Gateway | undefined;

  const interaction = async (payload: unknown): Promise<void> => {
    const work = answer({ dispatcher, rest, communities, claims, locales, sendLate, log, telemetry }, payload);
    answering.add(work);
    await work.finally(() => answering.delete(work));
  };
  const on = {
    interaction,
    present: (guildId: string) => communities.present('discord', guildId),
    removed: (guildId: string) => communities.removed('discord', guildId),
    shardReady: (guildIds: readonly string[], covers: (guildId: string) => boolean) =>
      communities.onlyThese('discord', guildIds, covers),
  };

  return {
    deliveries,
    start: async () => {
      try {
        await tellChanges(rest, parts);
      } catch (error) {
        if (!(error instanceof SetupError)) throw error;
        return parts.onFatal(error);
      }
      if (closing.signal.aborted) return;
      gateway = connectGateway({ ...options, log, on, onFatal: parts.onFatal });
    },
    isConnected: () => gateway?.isConnected() === true,
    close: async () => {
      closing.abort();
      await gateway?.close();
      await Promise.allSettled(answering);
    },
  };
}

/** Registering is the operator's deed; a bot that pushed by itself would undo what another version just pushed. */
async function tellChanges(rest: REST, { dispatcher, locales, log }: DiscordParts): Promise<void> {
  try {
    const registrar = await createRegistrar(rest);
    const changes = await registrar.compare(renderCommands(dispatcher.commands, locales));
    if (isUnchanged(changes)) return;
    log.warn({ ...changes }, 'The commands on Discord are not those of this version; run: rebound register discord');
  } catch (error) {
    if (!(error instanceof Temporary)) throw error;
    log.warn({ error: error.message }, 'Discord could not be asked for its commands');
  }
}

export interface RegisterParts {
  readonly options: DiscordOptions;
  readonly dispatcher: Dispatcher;
  readonly locales: readonly Locale[];
  readonly clock: Clock;
  /** One server alone, where changes are seen at once; else everywhere. */
  readonly guildId?: string;
  /** Only look. */
  readonly dryRun: boolean;
}

/**
 * Makes Discord's commands those of this version, in one call, and answers what that changed. Throws `SetupError` where the
 * operator has to mend something, `Temporary` where Discord does not answer.
 */
export async function registerCommands(
  parts: RegisterParts,
): Promise<{ readonly changes: CommandChanges; readonly inviteLink: string }> {
  const rest = restForAnswers({ ...parts.options, budget: createInvalidRequests(parts.clock) });
  const registrar = await createRegistrar(rest);
  const wanted = renderCommands(parts.dispatcher.commands, parts.locales);
  const changes = await registrar.compare(wanted, parts.guildId);
  if (!parts.dryRun && !isUnchanged(changes)) await registrar.put(wanted, parts.guildId);
  return { changes, inviteLink: inviteLink(registrar.applicationId) };
}

/** Which rights the bot lacks in these channels. Rejects where Discord does not take the token. */
export function inspectChannels(parts: {
  readonly options: Pick<DiscordOptions, 'token' | 'apiUrl'>;
  readonly clock: Clock;
  readonly spots: readonly Spot[];
}): ReturnType<typeof rightsMissing> {
  const { options, clock, spots } = parts;
  return rightsMissing(restForAnswers({ ...options, budget: createInvalidRequests(clock) }), spots);
}
