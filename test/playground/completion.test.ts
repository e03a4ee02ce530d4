import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandInfos } from '../../src/adapters/playground/commands.ts';
import { complete, takeItem } from '../../src/adapters/playground/page/completion.ts';
import type { CommandInfo } from '../../src/adapters/playground/protocol.ts';
import { defineCommand, defineCommandGroup, parseLine } from '../../src/core/commands/index.ts';

const summary = () => 'What it does';
const common = { summary, firstResponse: 'private', run: () => Promise.reject(new Error('not run here')) } as const;
const rejected = defineCommand({
  ...common,
  name: 'rejected',
  options: {
    stage: {
      kind: 'choice',
      summary,
      choices: [
        { value: 'final', label: () => 'Final round' },
        { value: 'interview', label: () => 'Interview' },
      ],
    },
    company: { kind: 'text', maxLength: 80, summary },
    zone: { kind: 'text', maxLength: 80, summary, suggest: async () => [] },
  },
});
const goal = defineCommandGroup({
  name: 'goal',
  summary,
  subcommands: [
    defineCommand({
      ...common,
      name: 'add',
      options: { often: { kind: 'number', summary, min: 1, max: 9, whole: true } },
    }),
    defineCommand({ ...common, name: 'list', options: {} }),
  ],
});
const entries = [rejected, goal];
const commands: readonly CommandInfo[] = commandInfos(entries, { id: 'ana', name: 'Ana', isModerator: false }, 'en');
const offered = (line: string, caret = line.length, suggestions: readonly { value: string; label: string }[] = []) =>
  complete(line, caret, commands, suggestions);
const labels = (line: string) => offered(line)?.items.map((item) => item.label);

test('names are offered by their beginning, then by what they hold; subcommands with their group', () => {
  expect(labels('/')).toEqual(['/rejected', '/goal add', '/goal list']);
  expect(labels('/go')).toEqual(['/goal add', '/goal list']);
  expect(labels('/ect')).toEqual(['/rejected']);
  expect(labels('/goal l')).toEqual(['/goal list']);
  expect(offered('hello')).toBeUndefined();
});

test('options are offered once each, choices by value or label, and the bot is asked for the rest', () => {
  expect(labels('/rejected ')).toEqual(['stage', 'company', 'zone']);
  expect(labels('/rejected company:"Acme Ltd" ')).toEqual(['stage', 'zone']);
  expect(labels('/rejected stage:rou')).toEqual(['Final round']);
  expect(offered('/rejected company:"Ac')).toMatchObject({ items: [], hint: 'What it does', ask: undefined });
  expect(offered('/rejected zone:"new y')).toMatchObject({
    ask: { command: 'rejected', option: 'zone', typed: 'new y' },
  });
});

test('what is taken stands where it was typed, quoted where it must be, with the caret where one goes on', () => {
  const option = offered('/rejected com');
  expect(option?.items[0] && takeItem('/rejected com', option, option.items[0])).toEqual({
    line: '/rejected company:""',
    caret: '/rejected company:"'.length,
  });
  const line = '/rejected zone:"new y"';
  const value = offered(line, line.length - 1, [{ value: 'New York', label: 'New York' }]);
  expect(value?.items[0] && takeItem(line, value, value.items[0])).toEqual({
    line: '/rejected zone:"New York" ',
    caret: '/rejected zone:"New York" '.length,
  });
});

test('whatever stands in the field, taking what is offered step by step makes a line that core understands', () => {
  const picks = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom<string>('/', '/re', '/g', '/goal '), picks, (start, choices) => {
      let line = start;
      let caret = start.length;
      for (const choice of choices) {
        const completion = offered(line, caret, [{ value: 'Sao Paulo', label: 'Sao Paulo' }]);
        const item = completion?.items[choice % Math.max(1, completion.items.length)];
        if (completion && item) ({ line, caret } = takeItem(line, completion, item));
      }
      const isNaked = /:\s*$/.test(line);
      expect(isNaked || parseLine(line, entries, 'en').ok).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, at) => {
      const line = `/${text}`;
      const caret = at % (line.length + 1);
      const completion = offered(line, caret);
      for (const item of completion?.items ?? []) {
        const taken = takeItem(line, completion as NonNullable<typeof completion>, item);
        expect(taken.line.endsWith(line.slice(Math.max(caret, completion?.to ?? 0)))).toBe(true);
      }
    }),
  );
});
