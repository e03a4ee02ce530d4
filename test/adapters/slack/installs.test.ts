import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Slack } from '../../../src/adapters/slack/index.ts';
import { words, wordsOnly } from '../../../src/core/text/index.ts';
import { card, text } from '../../../src/core/views/index.ts';
import { communities } from '../../../src/db/schema.ts';
import { type Grant, grant } from '../../servers/slack/oauth.ts';
import { handsOf } from '../../servers/slack/person.ts';
import { composeSlack, type SlackWorkspace, settingsFor, slackWorkspace } from '../../support/slack.ts';
import { request, signingSecret, tellByRequest } from '../../support/slack-http.ts';
import { comesBack, type Served, serve, startsInstall } from '../../support/slack-installs.ts';
import { seenOn } from '../../support/slack-screen.ts';

let workspace: SlackWorkspace;
let slack: Slack;
let served: Served;
beforeAll(async () => {
  workspace = await slackWorkspace();
  const { server } = workspace;
  slack = composeSlack({
    ...workspace,
    settings: {
      ...settingsFor(server),
      connection: { kind: 'http', signingSecret },
      botToken: undefined,
      oauth: {
        clientId: 'client',
        clientSecret: 'client-secret',
        publicUrl: 'https://rebound.test',
        authorizeUrl: `${server.origin}/oauth/v2/authorize`,
      },
    },
  }).slack;
  served = await serve(slack, workspace.log);
});
afterAll(async () => {
  await served.close();
  await slack.close();
  await workspace.close();
});

// Hono prints there what it could not answer, at times only where other test files of this worker had a server before.
const printed = vi.spyOn(console, 'error');
afterEach(() => expect(printed).not.toHaveBeenCalled());

const scope = 'chat:write,commands';
const install = async (given: Omit<Grant, 'scope'>) => {
  const begun = await startsInstall(served);
  return comesBack(served, begun, { code: grant(workspace.server.state, { scope, ...given }) });
};
const someoneIn = (teamId: string, name: string, enterpriseId?: string) => {
  const { state } = workspace.server;
  state.workspaces.set(teamId, { id: teamId, name: teamId, ...(enterpriseId ? { enterpriseId } : {}) });
  const user = workspace.user(name, { teamId });
  return handsOf(state, user, tellByRequest(slack, workspace.clock.now));
};
const send = (teamId: string, name: string) =>
  slack.deliveries.send({
    key: 'k',
    communityId: teamId,
    to: { kind: 'direct', userId: workspace.user(name).id },
    card: card({ sections: [text(wordsOnly(words('hello')))] }),
  });
const standing = async (teamId: string) => {
  const rows = await workspace.database.queries.select().from(communities).where(eq(communities.platformId, teamId));
  return rows.map(({ removedAt }) => (removedAt === null ? 'there' : 'removed'));
};
let events = 0;
const tells = async (teamId: string | undefined, event: object, enterpriseId?: string) => {
  const at = workspace.clock.now();
  const ids = { team_id: teamId, enterprise_id: enterpriseId, event_id: `Ev-install-${events++}` };
  const authorizations = [{ team_id: teamId ?? null, enterprise_id: enterpriseId ?? null, is_bot: true }];
  const body = JSON.stringify({ type: 'event_callback', ...ids, authorizations, event });
  return request(slack, { body, contentType: 'application/json', at });
};

test('an install asks for the least, and the bot answers there', async () => {
  const begun = await startsInstall(served);
  expect(begun.scopes).toEqual(['chat:write', 'commands', 'files:write', 'im:write', 'mpim:write', 'users:read']);
  expect(begun.redirectUri).toBe('https://rebound.test/slack/oauth_redirect');
  const done = await install({ teamId: 'T2' });
  expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('is installed')]);
  expect(await standing('T2')).toEqual(['there']);
  const eve = someoneIn('T2', 'eve');
  await eve.command('/settings', 'C1');
  const [shown] = await eve.seen();
  expect(shown && seenOn(shown).text).toContain('UTC');
  await send('T2', 'eve');
});

test('who declines, and a return that nobody set out for, install nothing', async () => {
  const begun = await startsInstall(served);
  expect((await comesBack(served, begun, { error: 'access_denied' })).status).toBe(400);
  const code = grant(workspace.server.state, { teamId: 'T9', scope });
  const forged = await comesBack(served, { ...begun, cookie: '' }, { code });
  expect([forged.status, await forged.text()]).toEqual([400, expect.stringContaining('was not installed')]);
  expect(await standing('T9')).toEqual([]);
});

test('the page that an install ends on speaks the language of the browser, and English where there is none', async () => {
  const said = async (acceptLanguage: string) => {
    const back = await comesBack(served, await startsInstall(served), { error: 'access_denied' }, acceptLanguage);
    return back.text();
  };
  expect(await said('de-AT,de;q=0.9,en;q=0.5')).toContain('Rebound wurde nicht installiert');
  expect(await said('en;q=0.5,pt-BR')).toContain('não foi instalado');
  expect(await said('ja')).toContain('was not installed');
});

test('a token that ends is renewed before it does, and no token lies open in the database', async () => {
  await install({ teamId: 'T4', expiresIn: 60 });
  someoneIn('T4', 'fay');
  await send('T4', 'fay');
  const renewals = workspace.server.state.calls.filter(
    ({ method, args }) => method === 'oauth.v2.access' && args.grant_type === 'refresh_token',
  );
  expect(renewals.length).toBeGreaterThan(0);
  const stored = await workspace.database.queries.execute('select * from secrets');
  expect(JSON.stringify(stored)).toContain('slack T4');
  expect(JSON.stringify(stored)).not.toContain('xoxb-');
});

test('an organisation installs it once for all of its workspaces', async () => {
  workspace.server.state.organisations.add('E1');
  expect((await install({ teamId: undefined, enterpriseId: 'E1' })).status).toBe(200);
  const ida = someoneIn('T5', 'ida', 'E1');
  await ida.command('/settings', 'C1');
  expect(await ida.seen()).toHaveLength(1);
  expect(await standing('T5')).toEqual(['there']);
  await send('T5', 'ida');
  await tells(undefined, { type: 'app_uninstalled' }, 'E1');
  await expect.poll(() => standing('T5')).toEqual(['removed']);
});

test('where the bot was taken away nothing is sent any more; a new install takes that back', async () => {
  await install({ teamId: 'T6' });
  someoneIn('T6', 'jo');
  await send('T6', 'jo');
  await tells('T6', { type: 'app_uninstalled' });
  await expect.poll(() => standing('T6')).toEqual(['removed']);
  await expect(send('T6', 'jo')).rejects.toMatchObject({ name: 'Unreachable', reason: 'gone' });
  await install({ teamId: 'T6' });
  expect(await standing('T6')).toEqual(['there']);
});

test("a revoked token of the bot ends it, one of a member's does not", async () => {
  await install({ teamId: 'T7' });
  someoneIn('T7', 'kim');
  await tells('T7', { type: 'tokens_revoked', tokens: { oauth: ['UKIM'], bot: [] } });
  await send('T7', 'kim');
  await tells('T7', { type: 'tokens_revoked', tokens: { oauth: [], bot: ['UBOT'] } });
  await expect.poll(() => standing('T7')).toEqual(['removed']);
  await expect(send('T7', 'kim')).rejects.toMatchObject({ name: 'Unreachable' });
});
