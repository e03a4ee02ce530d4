import type { InputBlock } from '@slack/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardBlocks, cardMessage } from '../../../src/adapters/slack/cards.ts';
import { cardModal, formModal, submittedValues } from '../../../src/adapters/slack/forms.ts';
import { escapeText, richTextElements, unescapeText } from '../../../src/adapters/slack/markdown.ts';
import { slackPreview } from '../../../src/adapters/slack/preview.ts';
import { words, wordsOnly } from '../../../src/core/text/index.ts';
import { type Card, card, type PlainStyle, type Section, text } from '../../../src/core/views/index.ts';
import { faultsOfMessage, faultsOfModal } from '../../servers/slack/check.ts';
import { cards, forms, hostileFragments, textsOf, typedText } from '../../support/arbitraries.ts';

const style: PlainStyle = { time: (instant) => instant, member: (id) => `@${id}`, numberActions: false };
const frame = {
  style,
  texts: { title: 'Rebound', close: 'Close', cancel: 'Cancel' },
  carried: { place: { kind: 'direct' } },
} as const;

test('every card is shown whole and taken by Slack, as a message and in a modal', () => {
  fc.assert(
    fc.property(cards, (card) => {
      const message = cardMessage(card, style);
      expect(faultsOfMessage(message)).toEqual([]);
      expect(faultsOfModal(cardModal(card, frame))).toEqual([]);
      const shown = new Set(lettersIn(message.blocks));
      for (const said of saidBy(card)) expect(shown).toContain(said);
    }),
    { numRuns: 150 },
  );
});

test('every card is drawn in the playground as it reads on Slack', () => {
  fc.assert(
    fc.property(cards, (card) => {
      const drawn = new Set(lettersIn(slackPreview.render(card).drawing));
      const offered = new Set(card.actions.flatMap((each) => (each.kind === 'select' ? lettersIn(each.options) : [])));
      for (const said of saidBy(card)) if (!offered.has(said)) expect(drawn).toContain(said);
    }),
    { numRuns: 100 },
  );
});

test('a card whose controls are more than Slack takes in one message is refused where it is built', () => {
  const select = (row: number, count: number) => ({
    kind: 'select' as const,
    token: `v1:a.b:${row}:0`,
    placeholder: 'p'.repeat(150),
    options: Array.from({ length: count }, (_, index) => ({
      value: `${index}`.padEnd(100, 'v'),
      label: 'l'.repeat(75),
      description: 'd'.repeat(75),
    })),
  });
  const build = (selects: number, count: number) =>
    card({
      title: 't'.repeat(150),
      sections: [text(wordsOnly(words('w'.repeat(2_700)))), text(wordsOnly(words('w'.repeat(1_000))))],
      actions: Array.from({ length: selects }, (_, row) => select(row, count)),
    });
  expect(() => build(5, 25)).toThrow('controls');
  expect(faultsOfMessage(cardMessage(build(1, 25), style))).toEqual([]);
  expect(faultsOfMessage(cardMessage(build(5, 4), style))).toEqual([]);
});

test('every form is shown whole and taken by Slack', () => {
  fc.assert(
    fc.property(forms, (form) => {
      const view = formModal(form, frame);
      expect(faultsOfModal(view)).toEqual([]);
      const shown = new Set(lettersIn(view));
      const said = form.fields.flatMap((field) => [field.label, field.hint, field.kind === 'text' ? field.value : '']);
      for (const each of [form.title, form.submitLabel, ...said]) if (each) expect(shown).toContain(each);
      const errors = Object.fromEntries(form.fields.map((field) => [field.name, 'Please look again.']));
      expect(faultsOfModal(formModal(form, frame, errors))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

/** As Slack tells of an input that nobody changed. */
function untouched(element: InputBlock['element']): object {
  switch (element.type) {
    case 'plain_text_input':
      return { value: element.initial_value ?? null };
    case 'multi_static_select':
      return { selected_options: element.initial_options ?? [] };
    case 'multi_users_select':
      return { selected_users: element.initial_users ?? [] };
    case 'multi_conversations_select':
      return { selected_conversations: element.initial_conversations ?? [] };
    default:
      return { selected_option: 'initial_option' in element ? element.initial_option : null };
  }
}

test('what stands in a form when it opens is what an untouched submission brings back', () => {
  fc.assert(
    fc.property(forms, (form) => {
      const state: Record<string, Record<string, object>> = {};
      for (const block of formModal(form, frame).blocks) {
        if (block.type !== 'input' || block.block_id === undefined) continue;
        const { element } = block;
        const value = untouched(element);
        state[block.block_id] = { value };
      }
      const standing = form.fields.flatMap((field) => {
        const value = field.kind === 'text' ? (field.value ?? '') : (field.values ?? []);
        return value.length > 0 ? [[field.name, value]] : [];
      });
      expect(submittedValues(state)).toEqual(Object.fromEntries(standing));
    }),
  );
});

test("a member's words are shown letter by letter and can do nothing", () => {
  fc.assert(
    fc.property(typedText(900), (typed) => {
      const elements = richTextElements(wordsOnly(words(typed)), style);
      // Slack reads no markup in a text element; that there is one alone, with all that was typed, is the whole proof.
      expect(elements).toEqual([{ type: 'rich_text_section', elements: [{ type: 'text', text: typed }] }]);
    }),
  );
});

test('no notification can mention or link, whatever was typed', () => {
  for (const typed of hostileFragments) {
    const { text: fallback } = cardMessage(card({ sections: [text(wordsOnly(words(`a${typed}`)))] }), style);
    expect(fallback).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
    expect(unescapeText(fallback)).toBe(words(`a${typed}`).value);
  }
});

test('escaping loses nothing', () => {
  fc.assert(
    fc.property(typedText(200), (typed) => {
      expect(unescapeText(escapeText(typed))).toBe(typed);
    }),
  );
});

test('paragraphs stand apart, lists follow, and marks are kept', () => {
  const shown = cardBlocks(
    card({
      title: 'Ends & <beginnings>',
      sections: [
        {
          kind: 'text',
          text: [
            { type: 'paragraph', children: [{ type: 'strong', children: [{ type: 'text', value: 'One' }] }] },
            {
              type: 'paragraph',
              children: [{ type: 'link', url: 'https://a.example', children: [{ type: 'text', value: 'two' }] }],
            },
            { type: 'list', ordered: true, items: [[{ type: 'time', instant: '2026-11-02T09:00:00Z', show: 'date' }]] },
          ],
        },
      ],
      footer: [{ type: 'paragraph', children: [{ type: 'text', value: 'For you alone.' }] }],
    }),
    style,
  );
  expect(shown).toEqual([
    { type: 'header', text: { type: 'plain_text', text: 'Ends & <beginnings>', emoji: false } },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'One', style: { bold: true } },
            { type: 'text', text: '\n\n' },
            { type: 'link', url: 'https://a.example', text: 'two' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'ordered',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'date', timestamp: 1793610000, format: '{date_long}', fallback: '2026-11-02T09:00:00Z' },
              ],
            },
          ],
        },
      ],
    },
    { type: 'context', elements: [{ type: 'plain_text', text: 'For you alone.', emoji: false }] },
  ]);
});

/** Everything of a card that can be read, one text each. */
function saidBy(card: Card): string[] {
  return [
    ...(card.title === undefined ? [] : [card.title]),
    ...card.sections.flatMap(saidInSection),
    ...card.actions.flatMap((action) => {
      if (action.kind !== 'select') return [action.label];
      return [action.placeholder, ...action.options.flatMap(({ label, description }) => [label, description ?? label])];
    }),
  ];
}

function saidInSection(section: Section): readonly string[] {
  switch (section.kind) {
    case 'text':
      return textsOf(section.text);
    case 'copyable':
      return [section.label, section.text.value];
    case 'fields':
      return section.fields.flatMap((field) => [field.label, ...textsOf(field.value)]);
    case 'divider':
      return [];
  }
}

/** Every string in what is sent. */
function lettersIn(sent: unknown): string[] {
  if (typeof sent === 'string') return [sent];
  if (typeof sent !== 'object' || sent === null) return [];
  return Object.values(sent).flatMap(lettersIn);
}
