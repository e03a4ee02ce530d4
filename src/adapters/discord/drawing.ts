import { type APIComponentInMessageActionRow, type APIEmbed, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { TimeStyle } from '../../core/text/index.ts';
import type { Drawing, DrawnPart } from '../../core/views/index.ts';
import type { DiscordMessage } from './cards.ts';

/** A message as Discord's client would draw it, read from what Discord is sent. */
export function drawMessage({ embeds, components }: DiscordMessage): readonly Drawing[] {
  return [
    ...embeds.map(drawEmbed),
    ...components.map((row): Drawing => ({ part: 'row', inside: row.components.map(drawControl) })),
  ];
}

function drawEmbed({ title, description, fields }: APIEmbed): Drawing {
  return {
    part: 'frame',
    inside: [
      ...(title === undefined ? [] : [{ part: 'title' as const, inside: drawInline(title) }]),
      ...drawLines(description ?? ''),
      ...(fields ?? []).flatMap(({ name, value }): Drawing[] => [
        { part: 'label', inside: drawInline(name) },
        ...drawLines(value),
      ]),
    ],
  };
}

const buttonParts: Readonly<Record<number, DrawnPart>> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Danger]: 'danger',
};

function drawControl(control: APIComponentInMessageActionRow): Drawing {
  if (control.type !== ComponentType.Button) return { part: 'select', inside: [placeholderOf(control)] };
  const label = 'label' in control ? (control.label ?? '') : '';
  if (control.style === ButtonStyle.Link)
    return { part: 'plain', inside: [{ part: 'link', url: control.url, inside: [label] }] };
  return { part: buttonParts[control.style] ?? 'plain', inside: [label] };
}

function placeholderOf(control: APIComponentInMessageActionRow): string {
  return 'placeholder' in control ? (control.placeholder ?? '') : '';
}

/** Discord's Markdown of several lines, as far as the bot writes it: code blocks, lists, small print, lines. */
function drawLines(markdown: string): readonly Drawing[] {
  return markdown.split(/^```\n([\s\S]*?)\n```$/m).flatMap((piece, index): readonly Drawing[] => {
    return index % 2 === 1 ? [{ part: 'literal', inside: [piece] }] : drawText(piece);
  });
}

const lineKinds: readonly { readonly mark: RegExp; readonly part: DrawnPart; readonly within?: DrawnPart }[] = [
  { mark: /^-# /, part: 'small' },
  { mark: /^- /, part: 'item', within: 'list' },
  { mark: /^\d+\. /, part: 'item', within: 'numbered' },
];

function drawText(markdown: string): readonly Drawing[] {
  let drawn: readonly Drawing[] = [];
  let at = 0;
  while (at < markdown.length) {
    const rest = markdown.slice(at);
    const kind = lineKinds.find(({ mark }) => mark.test(rest));
    const begin = at + (kind?.mark.exec(rest)?.[0].length ?? 0);
    const line = readInline(markdown, begin, '\n');
    at = line.at;
    if (line.drawn.length > 0) drawn = addLine(drawn, { part: kind?.part ?? 'line', inside: line.drawn }, kind?.within);
  }
  return drawn;
}

function addLine(drawn: readonly Drawing[], line: Drawing, within: DrawnPart | undefined): readonly Drawing[] {
  if (!within) return [...drawn, line];
  const last = drawn.at(-1);
  const goesOn = typeof last === 'object' && last.part === within && 'inside' in last;
  if (!goesOn) return [...drawn, { part: within, inside: [line] }];
  return [...drawn.slice(0, -1), { part: within, inside: [...last.inside, line] }];
}

const showsOf: Readonly<Record<string, TimeStyle>> = { D: 'date', t: 'time', F: 'datetime', R: 'relative' };

/** Discord's Markdown within a line. */
function drawInline(markdown: string): readonly Drawing[] {
  return readInline(markdown, 0, undefined).drawn;
}

interface Reading {
  readonly drawn: readonly Drawing[];
  readonly at: number;
}

function readInline(markdown: string, from: number, until: string | undefined): Reading {
  const drawn: Drawing[] = [];
  let at = from;
  while (at < markdown.length && !(until !== undefined && markdown.startsWith(until, at))) {
    const piece = readPiece(markdown, at);
    const last = drawn.at(-1);
    if (typeof piece.drawn === 'string' && typeof last === 'string') drawn[drawn.length - 1] = last + piece.drawn;
    else drawn.push(piece.drawn);
    at = piece.at;
  }
  return { drawn, at: at + (until?.length ?? 0) };
}

const spans = [
  ['**', 'strong'],
  ['*', 'emphasis'],
  ['_', 'emphasis'],
] as const;

function readPiece(markdown: string, at: number): { readonly drawn: Drawing; readonly at: number } {
  const rest = markdown.slice(at);
  const atoms = /^(?:\\([^0-9A-Za-z\s])|`([^`]+)`|<t:(-?\d+):([DtFR])>|<([@#])([\w@-]+)>)/.exec(rest);
  if (atoms) {
    const [all, escaped, code, seconds, show = '', sign, named] = atoms;
    const next = at + all.length;
    if (escaped !== undefined) return { drawn: escaped, at: next };
    if (code !== undefined) return { drawn: { part: 'code', inside: [code] }, at: next };
    if (sign !== undefined && named !== undefined) {
      return { drawn: { part: sign === '@' ? 'member' : 'channel', inside: [`${sign}${named}`] }, at: next };
    }
    const instant = new Date(Number(seconds) * 1000).toISOString();
    return { drawn: { part: 'time', instant, show: showsOf[show] ?? 'datetime' }, at: next };
  }
  for (const [mark, part] of spans) {
    if (!rest.startsWith(mark)) continue;
    const inner = readInline(markdown, at + mark.length, mark);
    return { drawn: { part, inside: inner.drawn }, at: inner.at };
  }
  if (rest.startsWith('[')) {
    const label = readInline(markdown, at + 1, '](');
    const end = markdown.indexOf(')', label.at);
    if (end !== -1) {
      return { drawn: { part: 'link', url: markdown.slice(label.at, end), inside: label.drawn }, at: end + 1 };
    }
  }
  // Small print is marked on each of its lines, also where bold goes on over several.
  if (rest.startsWith('\n-# ')) return { drawn: '\n', at: at + 4 };
  return { drawn: rest[0] ?? '', at: at + 1 };
}
