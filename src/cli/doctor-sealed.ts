import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BotFacts } from '../adapters/slack/inspect.ts';
import type { Config } from '../config/index.ts';
import { SetupError } from '../core/errors/index.ts';
import { systemClock } from '../core/time/index.ts';
import type { Database } from '../db/database.ts';
import { opensUnder, presentOn } from '../db/inspect.ts';
import { createSecrets } from '../db/secrets.ts';
import type { InstallationKeys } from '../db/vault.ts';
import { createLog } from '../logging/index.ts';
import { type Finding, tryLater } from './finding.ts';
import { foreignKey, keysOf } from './open-bot.ts';

/** Looks at what only the installation's key opens, and changes nothing: whether it is the right one, and Slack's tokens of workspaces. */
export async function examineSealed(config: Config, database: Database): Promise<readonly Finding[]> {
  const says = (text: string): Finding[] => [{ check: 'key', state: 'wrong', says: text }];
  // Asked for where there is none, the key would be made.
  if (!config.secretKey && !existsSync(join(config.dataFolder, 'secret.key'))) return [];
  try {
    const keys = await keysOf(config, database);
    if (await opensUnder(database, keys)) return await workspaces(config, database, keys);
    return says(foreignKey(config));
  } catch (error) {
    if (error instanceof SetupError) return says(error.message);
    throw error;
  }
}

// Slack allows some hundred such questions a minute.
const mostWorkspaces = 100;

/** What Slack says of the token of each workspace that installed the bot. */
async function workspaces({ slack }: Config, database: Database, keys: InstallationKeys): Promise<readonly Finding[]> {
  if (!slack?.oauth) return [];
  const { inspectWorkspaces, installAddress } = await import('../adapters/slack/inspect.ts');
  const secrets = createSecrets({ database, clock: systemClock, keys });
  const teamIds = await presentOn(database, 'slack', mostWorkspaces);
  const found = await inspectWorkspaces({ settings: slack, log: createLog('silent'), secrets, teamIds });
  const again = `somebody there has to install it again, at ${installAddress(slack.oauth.publicUrl)}`;
  const problems = found.flatMap(({ teamId, bot }): Finding[] => {
    const fault = faultOf(bot);
    return fault === undefined
      ? []
      : [{ check: 'slack', state: 'wrong', says: `workspace ${teamId} ${fault}: ${again}` }];
  });
  const silent = found.filter(({ bot }) => bot !== undefined && 'unanswered' in bot).length;
  const says = `with every right in ${found.length - problems.length - silent} of ${found.length} workspaces`;
  const all: Finding =
    silent === 0
      ? { check: 'slack', state: 'fine', says }
      : { check: 'slack', state: 'attention', says: `${says}; of ${silent} Slack told nothing: ${tryLater}` };
  return [all, ...problems];
}

/** What is wrong with a workspace's token; whoever did not answer told nothing of it. */
function faultOf(bot: BotFacts | undefined): string | undefined {
  if (bot === undefined) return 'gave no token';
  if ('refused' in bot) return `refuses its token (${bot.refused})`;
  if ('unanswered' in bot || bot.missingScopes.length === 0) return undefined;
  return `lacks rights (${bot.missingScopes.join(', ')})`;
}
