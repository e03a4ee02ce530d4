import fc from 'fast-check';
import { expect, test } from 'vitest';
import { words } from '../../src/core/text/index.ts';
import { type Inline, type RichText, rich, slotCharacter } from '../../src/core/text/rich.ts';
import { typedText } from '../support/arbitraries.ts';

/** The structure of a text with every word of a member's replaced, and those words in order. */
function parts(richText: RichText): { readonly structure: unknown; readonly typed: readonly string[] } {
  const typed: string[] = [];
  const structure = JSON.parse(JSON.stringify(richText), (_key, value) => {
    if (value?.type !== 'words') return value;
    typed.push(value.value);
    return { type: 'words' };
  });
  return { structure, typed };
}

const templates = [
  'x',
  'Hello x, and x again.',
  '**x**: x',
  '*x* and `code` and [a link](https://acme.org) of x',
  '- x\n- one **x**',
  '1. x\n2. x',
  'x\n\nx',
  'line  \nx',
];

test("a member's words stay words wherever they stand in a text of ours", () => {
  fc.assert(
    fc.property(fc.constantFrom(...templates), typedText(200), (template, typed) => {
      const markdown = template.replaceAll('x', slotCharacter(0));
      const hostile = parts(rich(markdown, [words(typed)]));
      const harmless = parts(rich(markdown, [words('harmless')]));
      expect(hostile.structure).toEqual(harmless.structure);
      // Apart from what keeps a name from right to left in its place.
      expect(hostile.typed.map((each) => each.replace(/[\u2068\u2069]/g, ''))).toEqual(harmless.typed.map(() => typed));
    }),
  );
});

test.each([
  '# Heading',
  '> quote',
  '```\ncode\n```',
  '![alt](https://example.com/x.png)',
  '---',
  '- a\n\n  - b',
  '<b>x</b>',
])('our own texts may not hold %j, which no card can show everywhere', (markdown) =>
  expect(() => rich(markdown)).toThrow(),
);

test('a value cannot stand where it would reach the reader unfilled', () => {
  for (const template of ['`x`', '[a](https://example.com/x)']) {
    expect(() => rich(template.replaceAll('x', slotCharacter(0)), [words('typed')])).toThrow('code or an address');
  }
  expect(() => rich(slotCharacter(3), [])).toThrow('stands for no value');
});

test('a value that is empty leaves nothing behind', () => {
  const inlines: readonly Inline[] = [{ type: 'text', value: 'Hello ' }];
  expect(rich(`Hello ${slotCharacter(0)}`, [words('')])).toEqual([{ type: 'paragraph', children: inlines }]);
});
