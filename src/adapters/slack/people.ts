import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Actor } from '../../core/interactions/index.ts';
import type { Clock, Log } from '../../core/ports/index.ts';
import { defaultLocale, words } from '../../core/text/index.ts';
import type { Sender } from './interactions.ts';
import { slackCode } from './web.ts';

/** What Slack tells of somebody. */
export type Person = Pick<Actor, 'displayName' | 'isModerator' | 'locale' | 'zone'>;

/** Looks people up, and remembers them for a few minutes. */
export interface People {
  /** Where Slack does not tell in time: as they were known last, else by their handle; without any right. */
  find(client: WebClient, sender: Pick<Sender, 'teamId' | 'userId' | 'handle'>): Promise<Person>;
  /** What cards call members, by their Slack ids: their names with an @, which mentions nobody. */
  names(client: WebClient, teamId: string, userIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

// A right that was taken away must not hold for long; users.info allows some 100 calls a minute.
const rememberedForMs = 5 * 60 * 1000;
const mostRemembered = 5_000;
// The member waits for an answer meanwhile.
const patienceMs = 800;

export function createPeople({ clock, log }: { clock: Clock; log: Log }): People {
  const known = new Map<string, { readonly person: Promise<Person | undefined>; readonly until: number }>();

  // Until when Slack wants to be asked no more, in milliseconds, by workspace.
  const quiet = new Map<string, number>();

  const lookUp = async (client: WebClient, teamId: string, userId: string): Promise<Person | undefined> => {
    const key = `${teamId} ${userId}`;
    const now = clock.now().getTime();
    const remembered = known.get(key);
    if (remembered && remembered.until > now) return remembered.person;
    if ((quiet.get(teamId) ?? 0) > now) return withoutRight(await remembered?.person);
    const person = ask(client, userId).catch(async (error: unknown) => {
      if (error instanceof WebAPIRateLimitedError) quiet.set(teamId, now + error.retryAfter * 1_000);
      log.warn({ error: slackCode(error) }, 'Slack did not tell who somebody is');
      known.delete(key);
      if (remembered) known.set(key, remembered);
      return withoutRight(await remembered?.person);
    });
    known.delete(key);
    known.set(key, { person, until: now + rememberedForMs });
    const oldest = known.keys().next();
    if (known.size > mostRemembered && !oldest.done) known.delete(oldest.value);
    return person;
  };

  const soon = (client: WebClient, teamId: string, userId: string) =>
    Promise.race([lookUp(client, teamId, userId), pause(patienceMs)]);

  return {
    find: async (client, { teamId, userId, handle }) =>
      (await soon(client, teamId, userId)) ?? {
        displayName: words(handle),
        isModerator: false,
        locale: defaultLocale,
      },
    names: async (client, teamId, userIds) => {
      const found = await Promise.all(userIds.map((userId) => soon(client, teamId, userId)));
      return new Map(
        userIds.flatMap((id, at) => (found[at] ? [[id, `@${found[at].displayName.value}`] as const] : [])),
      );
    },
  };
}

function withoutRight(person: Person | undefined): Person | undefined {
  return person && { ...person, isModerator: false };
}

async function ask(client: WebClient, userId: string): Promise<Person> {
  const { user } = await client.users.info({ user: userId, include_locale: true });
  const name = user?.profile?.display_name || user?.profile?.real_name || user?.real_name || user?.name || userId;
  return {
    displayName: words(name),
    isModerator: [user?.is_admin, user?.is_owner, user?.is_primary_owner].includes(true),
    locale: user?.locale ?? defaultLocale,
    ...(user?.tz ? { zone: user.tz } : {}),
  };
}

function pause(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds).unref());
}
