import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Action, type Card, renderPlain, type Section } from '../../src/core/views/index.ts';
import { cards, textsOf } from '../support/arbitraries.ts';

const style = { time: (instant: string) => `<${instant}>`, member: (id: string) => `@${id}`, numberActions: true };

/** Everything on a card that a reader must find, in reading order. */
function contents(card: Card): string[] {
  return [
    ...(card.title === undefined ? [] : [card.title]),
    ...card.sections.flatMap(contentsOf),
    ...card.actions.flatMap(contentsOfAction),
    ...textsOf(card.footer ?? []),
  ];
}

function contentsOf(section: Section): readonly string[] {
  switch (section.kind) {
    case 'text':
      return textsOf(section.text);
    case 'fields':
      return section.fields.flatMap((field) => [field.label, ...textsOf(field.value)]);
    case 'copyable':
      return [section.label, ...section.text.value.split('\n')];
    case 'divider':
      return [];
  }
}

function contentsOfAction(action: Action): readonly string[] {
  if (action.kind === 'button') return [action.label];
  if (action.kind === 'link') return [action.label, action.url];
  const options = action.options.flatMap(({ value, label, description }) => [value, label, description ?? '']);
  return [action.placeholder, ...options];
}

test('as plain text a card has all of its texts, in order, with every action numbered', () => {
  fc.assert(
    fc.property(cards, (card) => {
      const plain = renderPlain(card, style);
      let at = 0;
      for (const piece of contents(card)) {
        const found = plain.indexOf(piece, at);
        expect(found, JSON.stringify(piece)).toBeGreaterThanOrEqual(at);
        at = found + piece.length;
      }
      card.actions.forEach((_action, index) => {
        expect(plain).toContain(`[${index + 1}] `);
      });
    }),
  );
});
