import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Slack } from '../../../src/adapters/slack/index.ts';
import { type Hands, handsOf } from '../../servers/slack/person.ts';
import { composeSlack, type SlackWorkspace, settingsFor, slackWorkspace } from '../../support/slack.ts';
import { request, type SignedRequest, signingSecret, tellByRequest } from '../../support/slack-http.ts';
import { seenOn } from '../../support/slack-screen.ts';

let workspace: SlackWorkspace;
let slack: Slack;
let ana: Hands;
beforeAll(async () => {
  workspace = await slackWorkspace();
  const connection = { kind: 'http', signingSecret } as const;
  slack = composeSlack({ ...workspace, settings: { ...settingsFor(workspace.server), connection } }).slack;
  await slack.start();
  ana = handsOf(workspace.server.state, workspace.user('ana'), tellByRequest(slack, workspace.clock.now));
});
afterAll(async () => {
  await slack.close();
  await workspace.close();
});

const contentType = 'application/x-www-form-urlencoded';
let count = 0;
/** A command with a trigger of its own. */
const command = (text = '') =>
  new URLSearchParams({
    command: '/rejected',
    text,
    user_id: 'UANA',
    user_name: 'ana',
    team_id: 'T1',
    channel_id: 'C1',
    trigger_id: `trigger-${count++}`,
    response_url: 'http://127.0.0.1:9/none',
  }).toString();
const ask = (given: Partial<SignedRequest> = {}) =>
  request(slack, { body: command(), contentType, at: workspace.clock.now(), ...given });
const minutesAway = (minutes: number) => new Date(workspace.clock.now().getTime() + minutes * 60_000);
const stored = async () => {
  await ana.command('/mydata show', 'C1');
  const shown = (await ana.seen()).at(-1);
  return shown ? seenOn(shown).text : '';
};

test('a command is answered in the response itself; a form opens, and refuses inside it', async () => {
  await ana.command('/settings', 'C1');
  const [shown] = await ana.seen();
  if (shown?.kind !== 'message') throw new Error('No card');
  const edit = 'v1:members.edit:-:0';
  await ana.press(shown.message, edit);
  expect((await ana.seen())[0]?.kind).toBe('view');
  await ana.submit({ [`${edit}/zone`]: 'Atlantis' });
  expect((await ana.seen())[0]).toMatchObject({ kind: 'errors' });
});

test('events come by request as well', async () => {
  await ana.openHome();
  await expect.poll(() => workspace.server.state.homes.has('UANA')).toBe(true);
});

test.each<[string, () => Partial<SignedRequest>]>([
  ['signed with another secret', () => ({ secret: 'guessed' })],
  ['changed after it was signed', () => ({ sentBody: command('company:Evil stage:offer') })],
  ['older than five minutes', () => ({ at: minutesAway(-6) })],
  ['from a time that is not yet', () => ({ at: minutesAway(6) })],
])('a request %s is not taken', async (_what, given) => {
  const response = await ask(given());
  expect(response.status).toBe(401);
  expect(await response.text()).not.toContain('sorry');
});

test('a request without a signature, or with a time that is none, is not taken', async () => {
  const body = command();
  const headers = { 'content-type': contentType };
  const bare = await slack.routes.request('/slack/events', { method: 'POST', body, headers });
  expect(bare.status).toBe(401);
  const odd = { ...headers, 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': 'soon' };
  expect((await slack.routes.request('/slack/events', { method: 'POST', body, headers: odd })).status).toBe(401);
});

test('within five minutes a request counts; sent again it shows nothing and does nothing', async () => {
  const given = { body: command('company:Once stage:interview'), at: minutesAway(-4) };
  expect(await (await ask(given)).text()).toContain('blocks');
  const again = await ask(given);
  expect([again.status, await again.text()]).toEqual([200, '']);
  expect(await stored()).toContain('1 rejection you logged');
});

test('Slack is told that the address is ours, and nothing else is read', async () => {
  const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
  const answer = await ask({ body: challenge, contentType: 'application/json' });
  expect(await answer.json()).toEqual({ challenge: 'abc' });
  expect((await ask({ body: '{', contentType: 'application/json' })).status).toBe(400);
  expect((await ask({ body: 'payload=%7B' })).status).toBe(400);
});
