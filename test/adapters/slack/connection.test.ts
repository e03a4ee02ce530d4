import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Slack } from '../../../src/adapters/slack/index.ts';
import { communityIn, composeSlack, type SlackWorkspace, settingsFor, slackWorkspace } from '../../support/slack.ts';

let workspace: SlackWorkspace;
let second: Slack;
beforeAll(async () => {
  workspace = await slackWorkspace();
  // Another process of the same bot: its own connection, the same database.
  second = composeSlack(workspace).slack;
  await second.start();
});
afterAll(async () => {
  await second.close();
  await workspace.close();
});

const sockets = () => workspace.server.sockets;
const published = () => workspace.server.state.calls.filter(({ method }) => method === 'views.publish').length;

test('two processes share what is done: each hears a part of it, and each deed has one effect', async () => {
  const ana = communityIn(workspace).member('ana');
  await expect.poll(() => sockets().count).toBe(2);
  for (let at = 0; at < 6; at++) await ana.types(`/rejected company:Acme${at} stage:interview`);
  expect((await ana.types('/mydata show')).text).toContain('6 rejections you logged');
  expect(sockets().loads.every((load) => load >= 3)).toBe(true);
});

test('an event that Slack repeats to the other process has its effect once', async () => {
  const bo = workspace.hands('bo');
  await bo.openHome('Ev-once');
  await expect.poll(published).toBe(1);
  await Promise.all([bo.openHome('Ev-once'), bo.openHome('Ev-once'), bo.openHome('Ev-once')]);
  await bo.openHome('Ev-twice');
  await expect.poll(published).toBe(2);
});

test('through the routine refresh of all connections nothing is lost', async () => {
  const ana = communityIn(workspace).member('ana');
  for (let round = 0; round < 3; round++) {
    const before = sockets().loads.length;
    sockets().refresh('all');
    // The envelope waits at Slack for three seconds at most: the SDK's own way back takes longer.
    expect((await ana.types('/settings')).text).toContain('UTC');
    await expect.poll(() => sockets().loads.length).toBe(before + 2);
    await expect.poll(() => sockets().count).toBe(2);
  }
});

test('connections that are cut without a word come back', async () => {
  const ana = communityIn(workspace).member('ana');
  sockets().cut();
  await expect.poll(() => sockets().count).toBe(2);
  expect((await ana.types('/settings')).text).toContain('UTC');
});

test('where Slack is down at first, the connection comes once it is back', async () => {
  for (let at = 0; at < 2; at++) workspace.server.failNext({ method: 'apps.connections.open', status: 503 });
  const third = composeSlack(workspace).slack;
  await third.start();
  await expect.poll(() => sockets().count).toBe(3);
  await third.close();
  await expect.poll(() => sockets().count).toBe(2);
});

test('a token that Slack refuses ends it at once', async () => {
  const heard: string[] = [];
  const log = { ...workspace.log, error: (_facts: object, message: string) => void heard.push(message) };
  const connection = { kind: 'socket', appToken: 'xapp-wrong' } as const;
  const settings = { ...settingsFor(workspace.server), connection };
  const refused = composeSlack({ ...workspace, log, settings }).slack;
  await refused.start();
  expect(heard).toEqual([expect.stringMatching(/^Slack does not accept SLACK_APP_TOKEN\.[^\n]+$/)]);
  await refused.close();
});
