import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderCard } from '../../../src/adapters/discord/cards.ts';
import { readCustomId, writeCustomId } from '../../../src/adapters/discord/custom-id.ts';
import { renderForm } from '../../../src/adapters/discord/forms.ts';
import { escapeMarkdown, renderCodeBlock, renderRich, renderSmall } from '../../../src/adapters/discord/markdown.ts';
import { discordPreview } from '../../../src/adapters/discord/preview.ts';
import { type RichText, rich, words } from '../../../src/core/text/index.ts';
import {
  type Card,
  card,
  codeBlockLength,
  type Drawing,
  escapedLength,
  richLength,
  type Section,
} from '../../../src/core/views/index.ts';
import { faultsOf } from '../../servers/discord/rules.ts';
import { cards, forms, hostileFragments, richTexts, textsOf, tokens, typedText } from '../../support/arbitraries.ts';
import { plainOf } from '../../support/discord-text.ts';

const communityIds = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);

describe("a member's text is inert", () => {
  test.each(hostileFragments)('%j', (fragment) => {
    expect(plainOf(escapeMarkdown(fragment))).toEqual({ text: fragment, marks: [] });
  });

  test('whatever is typed reads back as typed, with no mark in it', () => {
    fc.assert(
      fc.property(typedText(300), (typed) => {
        expect(plainOf(escapeMarkdown(typed))).toEqual({ text: typed, marks: [] });
      }),
    );
  });

  test('a code block holds one block, whatever stands in it', () => {
    fc.assert(
      fc.property(typedText(300), (typed) => {
        const block = renderCodeBlock(typed);
        expect(block.match(/```/g)).toHaveLength(2);
        expect(block.slice(4, -4).replaceAll('\u200b', '')).toBe(typed.replaceAll('\u200b', ''));
      }),
    );
  });
});

describe('our own text', () => {
  test.each([
    ['Hello **you**', 'Hello **you**'],
    ['*gently*', '*gently*'],
    ['***both***', '_**both**_'],
    ['**strong _and soft_**', '**strong _and soft_**'],
    ['one\n\ntwo', 'one\n\ntwo'],
    ['Next: this\n\n- one\n- two', 'Next: this\n- one\n- two'],
    ['1. one\n2. two\n\nafter', '1. one\n2. two\n\nafter'],
    ['[read](https://example.com/a_(b))', '[read](https://example.com/a_%28b%29)'],
    ['`name:`', '`name:`'],
    ['a\\\nb', 'a\nb'],
  ])('%j', (ours, theirs) => {
    expect(renderRich(rich(ours))).toBe(theirs);
  });

  test('a moment is shown in the reader’s own zone, a member and a channel by name', () => {
    const moment: RichText = [
      {
        type: 'paragraph',
        children: [
          { type: 'time', instant: '2026-11-22T10:00:00.000Z', show: 'datetime' },
          { type: 'text', value: ' ' },
          { type: 'member', platformId: '123456789012345678' },
          { type: 'text', value: ' ' },
          { type: 'channel', platformId: '123456789012345679' },
        ],
      },
    ];
    expect(renderRich(moment)).toBe('<t:1795341600:F> <@123456789012345678> <#123456789012345679>');
  });

  test('small print is marked on every line', () => {
    expect(renderSmall(rich('one\\\ntwo\n\nthree'))).toBe('-# one\n-# two\n-# three');
  });
});

test('core never measures less than Discord is sent', () => {
  fc.assert(
    fc.property(richTexts(200), typedText(300), (richText, typed) => {
      expect(renderRich(richText).length).toBeLessThanOrEqual(richLength(richText));
      expect(escapeMarkdown(typed).length).toBeLessThanOrEqual(escapedLength(typed));
      expect(renderCodeBlock(typed).length - 8).toBeLessThanOrEqual(codeBlockLength(typed));
    }),
  );
});

describe('every card that core accepts', () => {
  test('is taken by Discord, in a server and in a direct message', () => {
    fc.assert(
      fc.property(cards, communityIds, (built, communityId) => {
        expect(faultsOf('message', renderCard(built))).toEqual([]);
        expect(faultsOf('message', renderCard(built, communityId))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('is shown whole and in order', () => {
    fc.assert(
      fc.property(cards, (built) => {
        const shown = renderCard(built);
        const texts = shown.embeds.flatMap((embed) => [
          embed.title ?? '',
          embed.description ?? '',
          ...(embed.fields ?? []).flatMap((field) => [field.name, field.value]),
        ]);
        const everything = unspaced(plainOf(texts.join('\n')).text);
        let from = 0;
        for (const text of textsOfCard(built)) {
          const at = everything.indexOf(unspaced(text), from);
          expect(at, `"${text}"`).toBeGreaterThanOrEqual(from);
          from = at + unspaced(text).length;
        }
        const controls = JSON.stringify(shown.components);
        for (const action of built.actions) {
          expect(controls).toContain(JSON.stringify(action.kind === 'select' ? action.placeholder : action.label));
          if (action.kind !== 'select') continue;
          for (const option of action.options) expect(controls).toContain(JSON.stringify(option.label));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('is drawn in the playground as it reads on Discord, and nothing of it is markup', () => {
    fc.assert(
      fc.property(cards, (built) => {
        const { json, drawing } = discordPreview.render(built);
        const texts = json.embeds.flatMap((embed) => [
          embed.title ?? '',
          embed.description ?? '',
          ...(embed.fields ?? []).flatMap((field) => [field.name, field.value]),
        ]);
        const inEmbeds = drawing.filter((each) => typeof each === 'object' && each.part === 'frame');
        // A list's own marks are drawn by its kind.
        const unmarked = (text: string) => unspaced(text).replace(/[-.\d]/g, '');
        const read = texts.map((text) => plainOf(text).text).join('');
        expect(unmarked(inEmbeds.map(drawnText).join(''))).toBe(unmarked(read));
      }),
      { numRuns: 200 },
    );
  });

  test('keeps text after fields behind them, and a divider divides', () => {
    const built = card({
      title: 'Title',
      sections: [
        { kind: 'text', text: rich('before') },
        { kind: 'fields', fields: [{ label: 'Stage', value: rich('interview') }] },
        { kind: 'text', text: rich('after') },
        { kind: 'divider' },
        { kind: 'copyable', label: 'Draft', text: words('Dear *you*') },
      ],
      footer: rich('Only you see this.'),
    });
    expect(renderCard(built).embeds.map(({ color: _color, ...embed }) => embed)).toEqual([
      { title: 'Title', description: 'before', fields: [{ name: 'Stage', value: 'interview', inline: false }] },
      { description: 'after' },
      { description: '**Draft**\n```\nDear *you*\n```\n\n-# Only you see this.' },
    ]);
  });
});

describe('every form that core accepts', () => {
  test('is taken by Discord and shown whole', () => {
    fc.assert(
      fc.property(forms, fc.option(communityIds, { nil: undefined }), (built, communityId) => {
        const modal = renderForm(built, communityId);
        expect(faultsOf('modal', { type: 9, data: modal })).toEqual([]);
        expect(readCustomId(modal.custom_id).token).toBe(built.token);
        const labels = JSON.stringify(modal);
        for (const field of built.fields) {
          expect(labels).toContain(JSON.stringify(field.label));
          if (field.hint !== undefined) expect(labels).toContain(JSON.stringify(field.hint));
          if (field.kind === 'text' && field.value) expect(labels).toContain(JSON.stringify(field.value));
          if (field.kind === 'pick') for (const id of field.values ?? []) expect(labels).toContain(JSON.stringify(id));
          if (field.kind !== 'select') continue;
          for (const option of field.options) expect(labels).toContain(JSON.stringify(option.label));
        }
        const [intro] = modal.components;
        if (built.intro && intro && 'content' in intro) {
          const shown = unspaced(plainOf(intro.content).text);
          for (const text of textsOf(built.intro)) expect(shown).toContain(unspaced(text));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a text that is too long stands in its field whole, to be shortened', () => {
    const long = 'x'.repeat(3_500);
    const modal = renderForm({
      token: 'v1:a.b:-:0',
      title: 'T',
      submitLabel: 'S',
      fields: [{ kind: 'text', name: 'n', label: 'L', required: true, multiline: true, maxLength: 3_000, value: long }],
    });
    expect(faultsOf('modal', { type: 9, data: modal })).toEqual([]);
    expect(JSON.stringify(modal)).toContain(long);
  });
});

test('a custom id carries token and community both ways, in at most 100 characters', () => {
  fc.assert(
    fc.property(tokens, communityIds, (token, communityId) => {
      const written = writeCustomId({ token, communityId });
      expect(written.length).toBeLessThanOrEqual(token.length + 14);
      expect(readCustomId(written)).toEqual({ token, communityId });
      expect(readCustomId(writeCustomId({ token }))).toEqual({ token });
    }),
  );
});

/** What can be read of a drawing; a link's address as a reader of Discord finds it, behind its words. */
function drawnText(drawn: Drawing): string {
  if (typeof drawn === 'string') return drawn;
  if (drawn.part === 'time') return drawn.instant;
  const inside = drawn.inside.map(drawnText).join('');
  return drawn.part === 'link' ? `${inside} (${drawn.url})` : inside;
}

/** Without white space and the zero-width space that breaks up a row of backticks: where lines break is the platform's. */
function unspaced(text: string): string {
  return text.replace(/[\s\u200b]+/g, '');
}

function textsOfCard(built: Card): string[] {
  const title = built.title === undefined ? [] : [built.title];
  const sections = built.sections.flatMap(textsOfSection);
  return [...title, ...sections, ...textsOf(built.footer ?? [])];
}

function textsOfSection(section: Section): readonly string[] {
  switch (section.kind) {
    case 'text':
      return textsOf(section.text);
    case 'fields':
      return section.fields.flatMap((field) => [field.label, ...textsOf(field.value)]);
    case 'copyable':
      return [section.label, section.text.value];
    case 'divider':
      return [];
  }
}
