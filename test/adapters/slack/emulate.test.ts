import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Slack } from '../../../src/adapters/slack/index.ts';
import { botScopes } from '../../../src/adapters/slack/manifest.ts';
import type { Destination } from '../../../src/core/ports/index.ts';
import { words, wordsOnly } from '../../../src/core/text/index.ts';
import { card, text } from '../../../src/core/views/index.ts';
import type { Database } from '../../../src/db/database.ts';
import { communities } from '../../../src/db/schema.ts';
import { storyClock } from '../../support/clock.ts';
import { freshDatabase } from '../../support/database.ts';
import { failingLog } from '../../support/log.ts';
import { composeSlackWith } from '../../support/slack.ts';
import { signingSecret } from '../../support/slack-http.ts';
import { comesBack, type Served, serve, startsInstall } from '../../support/slack-installs.ts';

// A Slack that others wrote, strict about scopes: that what we ask for is enough is not for us alone to say.
let emulator: Emulator;
let database: Database;
let slack: Slack;
let served: Served;
let userIds: readonly string[];
let communityId: string;

const lesser = (scope: string) => `xoxb-without-${scope}`;
const app = { client_id: 'client', client_secret: 'client-secret', app_id: 'A1', name: 'Rebound' };
const log = failingLog();

beforeAll(async () => {
  const seed = {
    tokens: Object.fromEntries(
      botScopes.map((scope) => [lesser(scope), { login: 'mo', scopes: botScopes.filter((each) => each !== scope) }]),
    ),
    slack: {
      strict_scopes: true,
      team: { name: 'Job seekers', domain: 'jobs' },
      users: ['mo', 'ana', 'bo'].map((name) => ({ name })),
      channels: [{ name: 'general' }],
      oauth_apps: [{ ...app, redirect_uris: ['https://rebound.test/slack/oauth_redirect'], scopes: botScopes }],
    },
  };
  emulator = await createEmulator({ service: 'slack', port: await freePort(), seed });
  database = await freshDatabase();
  slack = compose(undefined);
  served = await serve(slack, log);
});
afterAll(async () => {
  await served.close();
  await slack.close();
  await emulator.close();
  await database.close();
});

function compose(botToken: string | undefined): Slack {
  return composeSlackWith({
    database,
    clock: storyClock(),
    log,
    settings: {
      apiUrl: `${emulator.url}/api/`,
      connection: { kind: 'http', signingSecret },
      botToken,
      oauth:
        botToken === undefined
          ? {
              clientId: app.client_id,
              clientSecret: app.client_secret,
              publicUrl: 'https://rebound.test',
              authorizeUrl: `${emulator.url}/oauth/v2/authorize`,
            }
          : undefined,
    },
  }).slack;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const note = card({ sections: [text(wordsOnly(words('hello')))] });
const about = (platformId: string) =>
  card({ sections: [text([{ type: 'paragraph', children: [{ type: 'member', platformId }] }])] });
const group = (from: Slack, opening = note) =>
  from.deliveries.openGroup(
    {
      key: 'k',
      communityId,
      channelId: 'general',
      title: 'Practice',
      // Neither is whoever installed it.
      memberIds: userIds.slice(-2),
      opening,
    },
    async (id) => id,
  );
/** What becomes of a message with a file. */
const outcomeOf = (from: Slack, to: Destination) =>
  from.deliveries
    .send({ key: 'f', communityId, to, card: note, files: [file] })
    .then(() => 'sent')
    .catch((error) => error.reason ?? error.name);
const file = { name: 'a.txt', mediaType: 'text/plain', bytes: new TextEncoder().encode('a'), description: 'A file' };

test('somebody agrees on the page of Slack, and the bot is installed', async () => {
  const begun = await startsInstall(served);
  const page = await (await fetch(begun.authorizeUrl)).text();
  userIds = [...page.matchAll(/name="user_id" value="([^"]+)"/g)].map(([, id = '']) => id);
  expect(userIds.length).toBeGreaterThan(2);
  const agreed = await fetch(`${emulator.url}/oauth/v2/authorize/callback`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      user_id: userIds[0] ?? '',
      redirect_uri: begun.redirectUri,
      scope: begun.scopes.join(','),
      state: begun.state,
      client_id: app.client_id,
    }),
  });
  const back = new URL(agreed.headers.get('location') ?? '');
  expect((await comesBack(served, begun, Object.fromEntries(back.searchParams))).status).toBe(200);
  const [row] = await database.queries.select().from(communities);
  communityId = row?.platformId ?? '';
  expect(communityId).toMatch(/^T/);
});

test('the rights that it asks for are enough for all that it sends', async () => {
  const bo = userIds.at(-1) ?? '';
  const { to: place, opening } = await group(slack, about(bo));
  await slack.deliveries.edit(opening, note);
  const channelId = place.kind === 'channel' ? place.channelId : '';
  const to = { kind: 'thread', channelId, threadId: opening.messageId } as const;
  expect(await outcomeOf(slack, to)).toBe('sent');
  await slack.deliveries.send({ key: 'd', communityId, to: { kind: 'direct', userId: bo }, card: note });
});

test.each(['chat:write', 'mpim:write'])('without %s nothing of it would work', async (scope) => {
  const less = compose(lesser(scope));
  await expect(group(less)).rejects.toMatchObject({ name: 'Unreachable', reason: 'forbidden' });
});

test('without files:write no file would arrive', async () => {
  const less = compose(lesser('files:write'));
  const { to } = await group(less);
  expect(await outcomeOf(less, to)).toBe('forbidden');
});
