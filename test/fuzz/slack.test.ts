import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Slack } from '../../src/adapters/slack/index.ts';
import { rememberingLog } from '../support/log.ts';
import { fuzzCases, mutated } from '../support/mutated.ts';
import { composeSlackWith, type SlackWorkspace, settingsFor, slackWorkspace } from '../support/slack.ts';
import { bodyOf, request, signingSecret } from '../support/slack-http.ts';

let workspace: SlackWorkspace;
let slack: Slack;
const log = rememberingLog();
beforeAll(async () => {
  workspace = await slackWorkspace();
  workspace.user('ana');
  const connection = { kind: 'http', signingSecret } as const;
  slack = composeSlackWith({ ...workspace, log, settings: { ...settingsFor(workspace.server), connection } }).slack;
  await slack.start();
});
afterAll(async () => {
  await slack.close();
  await workspace.close();
});

const said = 'Quetzalfeder';
const edit = 'v1:members.edit:-:0';
const common = {
  api_app_id: 'A1',
  token: 'old',
  team: { id: 'T1', domain: 'jobs' },
  enterprise: null,
  is_enterprise_install: false,
  user: { id: 'UANA', username: 'ana', name: 'ana', team_id: 'T1' },
  trigger_id: '1.UANA.trigger',
};
const press = {
  type: 'block_actions',
  ...common,
  channel: { id: 'C1', name: 'general' },
  message: { type: 'message', ts: '1.1', text: said, blocks: [] },
  container: { type: 'message', message_ts: '1.1', channel_id: 'C1', is_ephemeral: true },
  actions: [{ type: 'button', action_id: edit, block_id: 'b', action_ts: '2.0' }],
};
const submission = {
  type: 'view_submission',
  ...common,
  view: {
    id: 'V1',
    type: 'modal',
    callback_id: edit,
    private_metadata: JSON.stringify({ place: { kind: 'channel', channelId: 'C1' } }),
    blocks: [],
    previous_view_id: null,
    root_view_id: 'V1',
    app_installed_team_id: 'T1',
    state: { values: { [`${edit}/zone`]: { value: { type: 'plain_text_input', value: said } } } },
  },
};
const wild = fc.oneof(
  fc.constantFrom(edit, 'v1:', '{', '<@U1>', '__proto__', 'D1', said),
  fc.string({ unit: 'binary', maxLength: 9 }),
);
const payloads = fc.oneof(mutated(press, wild), mutated(submission, wild));

// Each goes all the way: signature, SDK, core, database, and what Slack is asked in turn.
test("a press or a form of Slack's that is out of shape brings nothing down and tells the log no words", {
  timeout: 3_600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(payloads, async (payload) => {
      const given = bodyOf({ type: 'interactive', payload });
      const { status } = await request(slack, { ...given, at: workspace.clock.now() });
      expect([200, 400, 500]).toContain(status);
    }),
    { numRuns: Math.ceil(fuzzCases / 1_000) },
  );
  expect(JSON.stringify(log.said)).not.toContain(said);
  const command = {
    command: '/settings',
    text: '',
    user_id: 'UANA',
    user_name: 'ana',
    team_id: 'T1',
    channel_id: 'C1',
  };
  const payload = { ...command, trigger_id: 'after', response_url: 'http://127.0.0.1:9/none' };
  const answer = await request(slack, { ...bodyOf({ type: 'slash_commands', payload }), at: workspace.clock.now() });
  expect(await answer.text()).toContain('blocks');
});
