import type { App } from '@slack/bolt';
import type { Claims, Log } from '../../core/ports/index.ts';
import type { Access } from './access.ts';
import type { Home } from './home.ts';
import { actorOf, type Sender } from './interactions.ts';
import type { People } from './people.ts';
import { slackCode } from './web.ts';

/** The few events that the bot hears of: none is a message. Slack repeats them; each has its effect once, over all processes. */
export function listenToEvents(
  app: App,
  parts: {
    readonly people: People;
    readonly home: Home;
    readonly claims: Claims;
    readonly access: Access;
    readonly log: Log;
    /** Told of every workspace that took the bot away. */
    left(teamId: string): Promise<void>;
  },
): void {
  const { people, home, claims, access, log } = parts;

  const once = async (eventId: string, work: () => Promise<void>): Promise<void> => {
    if (!(await claims.take(`slack-event ${eventId}`))) return;
    try {
      await work();
    } catch (error) {
      log.error({ eventId, error: slackCode(error) }, 'An event from Slack failed');
    }
  };

  const leave = async (teamId: string | undefined, enterpriseId: string | undefined): Promise<void> => {
    for (const each of await access.forget(teamId, enterpriseId)) await parts.left(each);
  };

  app.event('app_home_opened', async ({ event, body, client }) => {
    if (event.tab !== 'home') return;
    await once(body.event_id, async () => {
      const sender: Sender = {
        userId: event.user,
        handle: event.user,
        teamId: body.team_id,
        enterpriseId: body.enterprise_id,
      };
      await home.opened({ actor: actorOf(sender, await people.find(client, sender)), client });
    });
  });
  app.event('app_uninstalled', ({ body }) => once(body.event_id, () => leave(body.team_id, body.enterprise_id)));
  app.event('tokens_revoked', async ({ event, body }) => {
    // A member's own token says nothing about the bot, which asks for none.
    if ((event.tokens.bot ?? []).length === 0) return;
    await once(body.event_id, () => leave(body.team_id, body.enterprise_id));
  });
}
