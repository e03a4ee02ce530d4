import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, createTerminal } from '../../src/adapters/playground/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { playgroundServer } from '../support/playground.ts';

let bot: Awaited<ReturnType<typeof playgroundServer>>;
beforeAll(async () => {
  bot = await playgroundServer(0, [{ id: 'ana', name: 'Ana', isModerator: false }]);
});
afterAll(() => bot.close());

/** A terminal and all that it printed and saved. */
function terminalOf(as: string) {
  const printed: string[] = [];
  const saved = new Map<string, string>();
  const client = createClient({ base: bot.server.url, as, locale: 'en', zone: 'UTC', patienceMs: 0, fetch });
  const terminal = createTerminal({
    client,
    random: systemRandom,
    spot: { conversationId: `direct:${as}` },
    locale: 'en',
    zone: 'UTC',
    print: (text) => printed.push(text),
    save: async (name, bytes) => {
      saved.set(name, new TextDecoder().decode(bytes));
      return name;
    },
  });
  const types = async (...lines: string[]) => {
    printed.length = 0;
    for (const line of lines) await terminal.take(line);
    return printed.join('\n\n');
  };
  return { terminal, types, saved };
}

test('from a rejection to a request and a reflection, a line at a time', async () => {
  const { terminal, types, saved } = terminalOf('ana');
  expect(await types('/rejected stage:interview company:"Acme" role:"Engineer"')).toContain('[3] Ready to act');
  expect(await types('3')).toContain('Draft a message');
  expect(await types('press Draft a message')).toContain('feedback-email');
  expect(await types('feedback-email')).toContain('(interviewer, role, company, topics, tone)');
  expect(await types('interviewer: Kim', 'tone: plain', '')).toMatch(/Dear Kim[\s\S]+Acme/);
  expect(await types('/reflect')).toContain('How it went');
  expect(await types('.')).not.toContain('did not quite get that');
  expect(terminal.allUnderstood).toBe(true);

  await types('/mydata export');
  expect(saved.get('rebound.json')).toContain('Acme');
  expect(await types('42')).toContain('There is no "42" here');
  expect(terminal.allUnderstood).toBe(false);
});

test('a form left by another command is not sent, and that is said', async () => {
  const { terminal, types } = terminalOf('ana');
  await types('/settings', 'Change', 'zone: Oslo');
  const said = await types('/settings');
  expect(said).toContain('Nothing was sent');
  expect(said).not.toContain('Oslo');
  expect(terminal.allUnderstood).toBe(false);
});
