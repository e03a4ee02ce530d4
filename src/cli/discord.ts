import { createDiscord, type Discord, isUnchanged, registerCommands } from '../adapters/discord/index.ts';
import { type Bot, composeBot, locales } from '../compose.ts';
import type { DiscordConfig } from '../config/discord.ts';
import { readConfig } from '../config/index.ts';
import { SetupError, Temporary } from '../core/errors/index.ts';
import type { Clock, Log, Telemetry } from '../core/ports/index.ts';
import { systemRandom } from '../core/ports/random.ts';
import { systemClock } from '../core/time/index.ts';
import { noDatabase } from '../db/no-database.ts';

/** The bot on Discord. It is not started. */
export function discordFor(
  options: DiscordConfig,
  { dispatcher, communities, claims }: Bot,
  parts: { clock: Clock; log: Log; telemetry: Telemetry; onFatal(error: SetupError): void },
): Discord {
  return createDiscord({ options, dispatcher, communities: communities.port, claims, locales, ...parts });
}

export interface RegisterOptions {
  /** A server's id: there alone. */
  readonly guild?: string;
  readonly dryRun?: boolean;
}

/** Makes Discord's commands those of this version, and says what that changes. Throws `SetupError`. */
export async function registerDiscord(options: RegisterOptions, say: (line: string) => void): Promise<void> {
  const { discord } = readConfig();
  if (!discord)
    throw new SetupError('Set DISCORD_TOKEN to the token of your bot first. docs/discord.md shows where it is.');
  if (options.guild !== undefined && !/^\d{1,20}$/.test(options.guild)) {
    throw new SetupError(
      '--guild takes the id of a server, a long number. In Discord: Copy Server ID, in developer mode.',
    );
  }
  const dryRun = options.dryRun === true;
  const guild = options.guild === undefined ? {} : { guildId: options.guild };
  try {
    const parts = { options: discord, dispatcher: commandsAlone(), locales, clock: systemClock, dryRun, ...guild };
    const { changes, inviteLink } = await registerCommands(parts);
    for (const name of changes.added) say(`+ /${name}`);
    for (const name of changes.removed) say(`- /${name}`);
    for (const { name, parts } of changes.changed) say(`~ /${name} (${parts.join(', ')})`);
    if (isUnchanged(changes)) say('Discord has these commands already; nothing to do.');
    else say(dryRun ? 'Nothing was changed: this was a dry run.' : 'Registered.');
    say(`Add the bot to a server: ${inviteLink}`);
  } catch (error) {
    if (error instanceof Temporary) throw new SetupError(`${error.message}. Please try again in a while.`);
    throw error;
  }
}

/** What Discord says of the token and the commands, changing nothing. Throws `SetupError`, and `Temporary` where it does not answer. */
export async function inspectDiscord(options: DiscordConfig): Promise<{ isUnchanged: boolean; inviteLink: string }> {
  const parts = { options, dispatcher: commandsAlone(), locales, clock: systemClock, dryRun: true };
  const { changes, inviteLink } = await registerCommands(parts);
  return { isUnchanged: isUnchanged(changes), inviteLink };
}

/** The commands, which need no database until one is used. */
function commandsAlone() {
  const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const secretKey = new Uint8Array(32);
  return composeBot({ database: noDatabase, secretKey, clock: systemClock, random: systemRandom, log }).dispatcher;
}
