import fc from 'fast-check';
import { DefinitionError } from '../../src/core/errors/index.ts';
import type { Inline, RichText, TimeStyle } from '../../src/core/text/index.ts';
import { words } from '../../src/core/text/index.ts';
import {
  type Action,
  type Card,
  card,
  type Field,
  type Form,
  form,
  limits,
  type OptionItem,
  type Section,
} from '../../src/core/views/index.ts';

/** What people and tricksters type that some platform would read as markup, a mention or a link. */
export const hostileFragments: readonly string[] = [
  '@everyone',
  '@here',
  '<@123456789012345678>',
  '<@!123456789012345678>',
  '<@&123456789012345678>',
  '<@U012AB3CD>',
  '<#123456789012345678>',
  '<#C012AB3CD>',
  '<!channel>',
  '<!here>',
  '<!subteam^S012>',
  '<!date^1392734382^{date}|x>',
  '<t:1700000000:R>',
  '</rejected:123456789012345678>',
  '<id:customize>',
  '<:name:123456789012345678>',
  ':smile:',
  'https://example.com/a_b?c=d&e#f',
  '<https://example.com|shown>',
  'mailto:a@example.com',
  'discord.gg/abc',
  'discord.com/invite/abc',
  '[shown](https://example.com)',
  '**bold**',
  '__under__',
  '*em*',
  '_em_',
  '~~gone~~',
  '~gone~',
  '||hidden||',
  '`code`',
  '```\nblock\n```',
  '\n# heading',
  '\n-# small',
  '\n> quote',
  '\n>>> quote',
  '\n- item',
  '\n1. item',
  '\n  * item',
  '\\',
  '\\*',
  '&amp;',
  '&lt;',
  '<script>alert(1)</script>',
  '{{name}}',
  '\u202etxt',
  '\u200f',
  '\u200b',
  'שלום',
  '👩🏽‍💻',
  'é',
  "it's ¯\\_(ツ)_/¯",
];

const punctuation = [...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'];

/** A text as somebody might type it, cleaned, never blank, at most `max` code units. */
export function typedText(max: number): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...hostileFragments) },
    { weight: 3, arbitrary: fc.constantFrom('a', 'Acme', ' ', '\n', '\n\n', 'we went with somebody else. ', '1', 'ü') },
    { weight: 2, arbitrary: fc.constantFrom(...punctuation) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
    { weight: 1, arbitrary: repeated(max) },
  );
  return fc
    .array(piece, { minLength: 1, maxLength: 14 })
    .map((pieces) => words(words(pieces.join('')).value.slice(0, max)).value)
    .filter((text) => text !== '' && text.length <= max);
}

/** One character many times over: what fills a limit to its edge. */
function repeated(max: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom('a', '&', '<', '*', '`', '\n', '|', '😀'), fc.integer({ min: 1, max }))
    .map(([character, count]) => character.repeat(count));
}

/** A text that stays on one line, for labels. */
export function lineText(max: number): fc.Arbitrary<string> {
  return typedText(max)
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '');
}

const instants = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

const snowflakes = fc.bigInt({ min: 10n ** 17n, max: 10n ** 18n - 1n }).map(String);

function leaf(max: number): fc.Arbitrary<Inline> {
  return fc.oneof(
    { weight: 3, arbitrary: lineText(max).map((value): Inline => ({ type: 'text', value })) },
    { weight: 4, arbitrary: typedText(max).map((value): Inline => ({ type: 'words', value })) },
    { weight: 1, arbitrary: lineText(40).map((value): Inline => ({ type: 'code', value })) },
    {
      weight: 1,
      arbitrary: fc
        .record({
          instant: instants,
          show: fc.constantFrom<TimeStyle>('date', 'time', 'datetime', 'relative'),
        })
        .map((time): Inline => ({ type: 'time', ...time })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('member' as const, 'channel' as const), snowflakes)
        .map(([type, platformId]): Inline => ({ type, platformId })),
    },
  );
}

function inlines(max: number): fc.Arbitrary<readonly Inline[]> {
  const marked = fc
    .tuple(fc.constantFrom('strong' as const, 'emphasis' as const), fc.array(leaf(max), { minLength: 1, maxLength: 2 }))
    .map(([type, children]): Inline => ({ type, children }));
  const nested = fc
    .tuple(fc.constantFrom('strong' as const, 'emphasis' as const), marked)
    .filter(([type, child]) => type !== child.type)
    .map(([type, child]): Inline => ({ type, children: [child] }));
  const link = fc
    .tuple(fc.webUrl({ validSchemes: ['https'], withQueryParameters: true, withFragments: true }), lineText(30))
    .map(([url, value]): Inline => ({ type: 'link', url, children: [{ type: 'text', value }] }));
  const any = fc.oneof({ weight: 4, arbitrary: leaf(max) }, marked, nested, link);
  // Only a soft space or a hard break stands between pieces, as where our Markdown is parsed.
  return fc.array(any, { minLength: 1, maxLength: 4 }).map((pieces) =>
    pieces.flatMap((piece, index): Inline[] => {
      if (index === 0) return [piece];
      return [index % 3 === 0 ? { type: 'break' } : { type: 'text', value: ' ' }, piece];
    }),
  );
}

/** A rich text with at least one visible character; its texts are at most `max` code units each. */
export function richTexts(max: number): fc.Arbitrary<RichText> {
  const block = fc.oneof(
    { weight: 3, arbitrary: inlines(max).map((children) => ({ type: 'paragraph' as const, children })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.boolean(), fc.array(inlines(Math.min(max, 80)), { minLength: 1, maxLength: 4 }))
        .map(([ordered, items]) => ({ type: 'list' as const, ordered, items })),
    },
  );
  return fc.array(block, { minLength: 1, maxLength: 3 });
}

/** As short texts are common and long ones rare, of the sizes up to `max`. */
function sized<Value>(max: number, make: (max: number) => fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 4, arbitrary: make(Math.min(max, 40)) }, { weight: 1, arbitrary: make(max) });
}

const sections: fc.Arbitrary<Section> = fc.oneof(
  {
    weight: 4,
    arbitrary: sized(limits.card.sectionText, richTexts).map((text): Section => ({ kind: 'text', text })),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(
        fc.record({
          label: sized(limits.card.fieldLabel, lineText),
          value: sized(limits.card.fieldValue, richTexts),
        }),
        { minLength: 1, maxLength: limits.card.fields },
      )
      .map((fields): Section => ({ kind: 'fields', fields })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ label: lineText(limits.card.fieldLabel), text: sized(limits.card.copyable, typedText) })
      .map(({ label, text }): Section => ({ kind: 'copyable', label, text: words(text) })),
  },
  { weight: 1, arbitrary: fc.constant<Section>({ kind: 'divider' }) },
);

const optionLists: fc.Arbitrary<readonly OptionItem[]> = fc.uniqueArray(
  fc
    .record({
      value: lineText(limits.select.value),
      label: lineText(limits.select.label),
      description: fc.option(lineText(limits.select.description), { nil: undefined }),
    })
    .map(
      ({ description, ...item }): OptionItem => ({ ...item, ...(description === undefined ? {} : { description }) }),
    ),
  { minLength: 1, maxLength: limits.select.options, selector: (item) => item.value },
);

/** Tokens as the features write them, up to the longest. */
export const tokens: fc.Arbitrary<string> = fc
  .tuple(
    fc.stringMatching(/^[a-z][a-z0-9-]{0,8}\.[a-z][a-z0-9-]{0,8}$/),
    fc.oneof(fc.uuid(), fc.constant('-')),
    fc.nat({ max: 999_999 }),
  )
  .map(([action, row, version]) => `v1:${action}:${row}:${version}`);

const actionLists: fc.Arbitrary<readonly Action[]> = fc.uniqueArray(
  fc.oneof(
    fc
      .record({
        label: lineText(limits.buttonLabel),
        token: tokens,
        style: fc.constantFrom('primary' as const, 'plain' as const, 'danger' as const),
      })
      .map((button): Action => ({ kind: 'button', ...button })),
    fc
      .record({ label: lineText(limits.buttonLabel), url: fc.webUrl({ validSchemes: ['https'] }) })
      .map((link): Action => ({ kind: 'link', ...link })),
    fc
      .record({ token: tokens, placeholder: lineText(limits.select.placeholder), options: optionLists })
      .map((select): Action => ({ kind: 'select', ...select })),
  ),
  { maxLength: 8, selector: (action) => (action.kind === 'link' ? action.url : action.token) },
);

/** Every kind of card that core accepts, small and filled to the limits. */
export const cards: fc.Arbitrary<Card> = fc
  .record({
    title: fc.option(lineText(limits.card.title), { nil: undefined }),
    sections: fc.array(sections, { minLength: 1, maxLength: limits.card.sections }),
    actions: actionLists,
    footer: fc.option(sized(limits.card.footer, richTexts), { nil: undefined }),
  })
  .map(({ title, footer, ...rest }) =>
    accepted(() => card({ ...rest, ...(title === undefined ? {} : { title }), ...(footer ? { footer } : {}) })),
  )
  .filter((built) => built !== undefined);

const names = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/);

const textFields: fc.Arbitrary<Field> = fc
  .record({
    name: names,
    label: lineText(limits.form.label),
    hint: fc.option(lineText(limits.form.hint), { nil: undefined }),
    required: fc.boolean(),
    multiline: fc.boolean(),
    maxLength: fc.integer({ min: 1, max: limits.form.text }),
    placeholder: fc.option(lineText(limits.form.placeholder), { nil: undefined }),
    value: fc.option(typedText(limits.form.text), { nil: undefined }),
  })
  .map(({ hint, placeholder, value, ...field }) => ({
    kind: 'text',
    ...field,
    ...(hint === undefined ? {} : { hint }),
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(value === undefined || value.length > field.maxLength ? {} : { value }),
  }));

const selectFields: fc.Arbitrary<Field> = fc
  .record({
    name: names,
    label: lineText(limits.form.label),
    hint: fc.option(lineText(limits.form.hint), { nil: undefined }),
    required: fc.boolean(),
    options: optionLists,
    most: fc.nat(),
    chosen: fc.nat(),
  })
  .map(({ hint, options, most, chosen, ...field }) => {
    const maxChoices = 1 + (most % options.length);
    const values = options.slice(0, chosen % (maxChoices + 1)).map((option) => option.value);
    return { kind: 'select', ...field, ...(hint === undefined ? {} : { hint }), options, maxChoices, values };
  });

const pickFields: fc.Arbitrary<Field> = fc
  .record({
    name: names,
    label: lineText(limits.form.label),
    required: fc.boolean(),
    of: fc.constantFrom('channel' as const, 'person' as const),
    maxChoices: fc.integer({ min: 1, max: limits.form.picks }),
    values: fc.uniqueArray(snowflakes, { maxLength: limits.form.picks }),
  })
  .map(({ values, ...field }) => ({ kind: 'pick', ...field, values: values.slice(0, field.maxChoices) }));

/** Every kind of form that core accepts. */
export const forms: fc.Arbitrary<Form> = fc
  .record({
    token: tokens,
    title: lineText(limits.form.title),
    submitLabel: lineText(limits.form.submitLabel),
    intro: fc.option(sized(limits.form.intro, richTexts), { nil: undefined }),
    fields: fc.uniqueArray(fc.oneof(textFields, selectFields, pickFields), {
      minLength: 1,
      maxLength: limits.form.components,
      selector: (field) => field.name,
    }),
  })
  .map(({ intro, ...rest }) => accepted(() => form({ ...rest, ...(intro ? { intro } : {}) })))
  .filter((built) => built !== undefined);

function accepted<View>(build: () => View): View | undefined {
  try {
    return build();
  } catch (error) {
    if (error instanceof DefinitionError) return undefined;
    throw error;
  }
}

/** The literal texts of a rich text, in order. */
export function textsOf(richText: RichText): readonly string[] {
  const within = (inline: Inline): readonly string[] => {
    switch (inline.type) {
      case 'text':
      case 'words':
      case 'code':
        return [inline.value];
      case 'strong':
      case 'emphasis':
      case 'link':
        return inline.children.flatMap(within);
      case 'time':
      case 'member':
      case 'channel':
      case 'break':
        return [];
    }
  };
  return richText.flatMap((block) =>
    block.type === 'paragraph' ? block.children.flatMap(within) : block.items.flatMap((item) => item.flatMap(within)),
  );
}
