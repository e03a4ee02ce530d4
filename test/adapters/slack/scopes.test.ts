import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { botScopes } from '../../../src/adapters/slack/manifest.ts';
import { words, wordsOnly } from '../../../src/core/text/index.ts';
import { card, text } from '../../../src/core/views/index.ts';
import { communityIn, type SlackWorkspace, slackWorkspace, teamId } from '../../support/slack.ts';

// All other stories have all the rights that the manifest asks for; these take one away.
let workspace: SlackWorkspace;
beforeAll(async () => {
  workspace = await slackWorkspace();
});
beforeEach(() => {
  workspace.server.state.scopes = botScopes;
});
afterAll(() => workspace.close());

const without = (scope: string) => {
  workspace.server.state.scopes = botScopes.filter((each) => each !== scope);
};
const member = (name: string) => communityIn(workspace).member(name, { zone: 'Asia/Kolkata', moderator: true });

test('without users:read nobody is known: neither their time zone nor whether they run the workspace', async () => {
  const mo = member('mo');
  expect((await mo.types('/settings')).text).toContain('Asia/Kolkata');
  expect((await mo.types('/community settings')).text).not.toContain('people who run this community');
  without('users:read');
  const bo = member('bo');
  expect((await bo.types('/settings')).text).not.toContain('Asia/Kolkata');
  expect((await bo.types('/community settings')).text).toContain('people who run this community');
});

test.each(['im:write', 'files:write'])('without %s nobody gets their data as files', async (scope) => {
  const ana = member('ana');
  expect((await ana.types('/mydata export')).files).toHaveLength(2);
  without(scope);
  const told = await ana.types('/mydata export');
  expect(told.files).toBeUndefined();
  expect(told.text).toContain('could not');
});

test.each(['chat:write', 'mpim:write'])('without %s two do not meet in a conversation of their own', async (scope) => {
  for (const name of ['ana', 'bo']) workspace.user(name);
  without(scope);
  const opening = card({ sections: [text(wordsOnly(words('meet each other')))] });
  const meeting = { key: 'k', communityId: teamId, channelId: 'C1', title: 'Practice', memberIds: ['UANA', 'UBO'] };
  await expect(workspace.slack.deliveries.openGroup({ ...meeting, opening }, async (id) => id)).rejects.toMatchObject({
    name: 'Unreachable',
    reason: 'forbidden',
  });
});
