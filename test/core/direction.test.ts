import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderRich } from '../../src/adapters/discord/markdown.ts';
import { richTextElements } from '../../src/adapters/slack/markdown.ts';
import { defineMessages, words } from '../../src/core/text/index.ts';
import { type PlainStyle, plainRich } from '../../src/core/views/index.ts';
import { typedText } from '../support/arbitraries.ts';

// Two names from right to left that follow each other would change places in a line from left to right.
const company = 'שלום (תל אביב)';
const role = 'مهندس بيانات';
const isolatedCompany = `\u2068${company}\u2069`;
const isolatedRole = `\u2068${role}\u2069`;
const messages = defineMessages({ en: { line: '{company}, {role}: {count} days' } });
const shown = messages.rich('en', 'line', { company: words(company), role, count: 3 });
const style: PlainStyle = { time: (instant) => instant, member: () => role, numberActions: false };

describe('names from right to left keep to their places', () => {
  test('in a label', () => {
    expect(messages.text('en', 'line', { company, role, count: 3 })).toBe(
      `${isolatedCompany}, ${isolatedRole}: 3 days`,
    );
  });

  test('on Discord', () => {
    expect(renderRich(shown)).toBe(`${isolatedCompany}, ${isolatedRole}: 3 days`);
  });

  test('on Slack, that of a member as well', () => {
    const [section] = richTextElements(shown, style);
    const elements = section?.type === 'rich_text_section' ? section.elements : [];
    expect(elements.map((each) => (each.type === 'text' ? each.text : ''))).toEqual([
      isolatedCompany,
      ', ',
      isolatedRole,
      ': 3 days',
    ]);
    const member = [{ type: 'paragraph', children: [{ type: 'member', platformId: 'U1' }] }] as const;
    expect(JSON.stringify(richTextElements(member, style))).toContain(isolatedRole);
    expect(plainRich(member, style)).toBe(isolatedRole);
  });

  test('in the terminal', () => {
    expect(plainRich(shown, style)).toBe(`${isolatedCompany}, ${isolatedRole}: 3 days`);
  });
});

test('nothing is added to other names, and four marks at most to any, however many lines it has', () => {
  fc.assert(
    fc.property(typedText(300), fc.constantFrom('', 'ש'), (typed, letter) => {
      const value = words(`${letter}${typed}\n${typed}`.replaceAll('\n', `\n${letter}`)).value;
      const label = defineMessages({ en: { it: '{value}' } }).text('en', 'it', { value });
      expect(label.replace(/[\u2068\u2069]/g, '')).toBe(value);
      expect(label.length - value.length).toBeLessThanOrEqual(4);
      if (/^[\p{Script=Latin}\p{Script=Devanagari}\p{Script=Han}\p{P}\p{N}\s]*$/u.test(value))
        expect(label).toBe(value);
    }),
  );
});
