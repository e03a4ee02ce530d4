import type { GroupMark, Mark, Spec } from 'vega';
import type { Column, Multiple, Panel, Picture, Row } from './picture.ts';

/** The family under which the font is registered; a browser that lacks it takes its own. */
export const fontFamily = 'Noto Sans';

// Lengths are units of a picture 400 wide, which is about the width of a phone: a text of 12 is read there without zooming.
const size = { width: 400, margin: 20, corner: 16, gap: 26, line: 17 } as const;
const inner = size.width - 2 * size.margin;

// One hue in two strengths on a ground of its own, so that it reads on a light and on a dark page, in grey, and with any
// kind of colour vision. Text on the ground has a contrast of 7 or more, the fill one of 5.
const colours = {
  ground: '#fbfaf6',
  edge: '#c9cec8',
  ink: '#22303a',
  quiet: '#4b5862',
  fill: '#0b6b8c',
  track: '#d5dedf',
};

interface Placed {
  readonly marks: readonly Mark[];
  readonly height: number;
}

/** The picture as a chart of Vega's. Its layout is computed here, since there is no screen to measure text on. */
export function specOf(picture: Picture): Spec & { readonly width: number; readonly height: number } {
  const marks: Mark[] = [said(picture.title, { x: size.margin, y: size.margin + 20, fontSize: 19, weight: 'bold' })];
  let y: number = size.margin + 34;
  picture.panels.forEach((panel, at) => {
    const placed = panelAt(panel, y + size.gap / 2, `panel-${at}`);
    marks.push(...placed.marks);
    y += placed.height + size.gap;
  });
  const height = y + size.margin - size.gap / 2;
  const ground: Mark = {
    type: 'rect',
    encode: {
      enter: {
        ...values({ x: 0.5, y: 0.5, width: size.width - 1, height: height - 1, cornerRadius: size.corner }),
        ...values({ fill: colours.ground, stroke: colours.edge }),
      },
    },
  };
  return {
    width: size.width,
    height,
    padding: 0,
    autosize: 'none',
    config: { text: { font: fontFamily } },
    marks: [ground, ...marks],
  };
}

function panelAt(panel: Panel, top: number, name: string): Placed {
  const head: Mark[] = [said(panel.title, { x: size.margin, y: top + 14, fontSize: 15, weight: 'bold' })];
  const noteLines = panel.note === undefined ? [] : broken(panel.note, 56);
  noteLines.forEach((line, at) => {
    head.push(said(line, { x: size.margin, y: top + 32 + at * size.line, fontSize: 12, fill: colours.quiet }));
  });
  const used = 24 + noteLines.length * size.line;
  const body = bodyAt(panel, top + used, name);
  return { marks: [...head, ...body.marks], height: used + body.height };
}

function bodyAt(panel: Panel, top: number, name: string): Placed {
  switch (panel.kind) {
    case 'columns': {
      const plot = { x: size.margin, y: top + 18, width: inner, height: 76 };
      return { marks: [columnsIn(plot, panel.columns, { name, numbered: true })], height: 114 };
    }
    case 'multiples': {
      const marks = panel.multiples.flatMap((each, at) => multipleAt(each, at, top, `${name}-${at}`));
      return { marks, height: Math.ceil(panel.multiples.length / 2) * multipleHeight - 12 };
    }
    case 'funnel':
    case 'bars': {
      const most = Math.max(1, ...panel.rows.map((row) => row.value));
      const marks = panel.rows.flatMap((row, at) =>
        rowAt(row, top + at * rowHeight, shareOf(row, most, panel.kind), panel.kind),
      );
      return { marks, height: panel.rows.length * rowHeight };
    }
  }
}

const multipleHeight = 112;

function multipleAt({ title, note, columns }: Multiple, at: number, top: number, name: string): Mark[] {
  const width = (inner - 24) / 2;
  const x = size.margin + (at % 2) * (width + 24);
  const y = top + Math.floor(at / 2) * multipleHeight;
  const plot = { x, y: y + 42, width, height: 46 };
  return [
    said(title, { x, y: y + 15, fontSize: 13, weight: 'bold' }),
    said(note, { x, y: y + 32, fontSize: 12, fill: colours.quiet }),
    columnsIn(plot, columns, { name, numbered: false }),
  ];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function columnsIn(
  { x, y, width, height }: Box,
  columns: readonly Column[],
  { name, numbered }: { readonly name: string; readonly numbered: boolean },
): GroupMark {
  const rows = columns.map(({ label, value }, at) => ({ at, label, value: value ?? 0, isThere: value !== null }));
  const most = Math.max(1, ...rows.map(({ value }) => value));
  const band = { scale: 'x', field: 'at' } as const;
  const middle = { ...band, band: 0.5 } as const;
  const column: Mark = {
    type: 'rect',
    from: { data: name },
    encode: {
      enter: {
        x: band,
        width: { scale: 'x', band: 1 },
        // A week without anything keeps its place: a low mark on the line, not a gap.
        y: [{ test: 'datum.value > 0', scale: 'y', field: 'value' }, { value: height - 3 }],
        y2: { value: height },
        fill: [{ test: 'datum.value > 0', value: colours.fill }, { value: colours.track }],
        opacity: [{ test: 'datum.isThere', value: 1 }, { value: 0 }],
        cornerRadius: { value: 2 },
      },
    },
  };
  const written = (field: 'label' | 'value'): Mark => ({
    type: 'text',
    from: { data: name },
    encode: {
      enter: {
        ...(field === 'label'
          ? { x: middle, y: { value: height + 16 }, align: { value: 'center' } }
          : { x: middle, y: { scale: 'y', field: 'value', offset: -5 }, align: { value: 'center' } }),
        text: field === 'label' ? { field } : [{ test: 'datum.value > 0', field }, { value: '' }],
        fontSize: { value: 11 },
        fill: { value: field === 'label' ? colours.quiet : colours.ink },
      },
    },
  });
  return {
    type: 'group',
    encode: { enter: values({ x, y, width, height }) },
    data: [{ name, values: rows }],
    scales: [
      { name: 'x', type: 'band', domain: { data: name, field: 'at' }, range: [0, width], paddingInner: 0.3 },
      { name: 'y', type: 'linear', domain: [0, most], range: [height, 0] },
    ],
    marks: [column, written('label'), ...(numbered ? [written('value')] : [])],
  };
}

const rowHeight = 36;

// A funnel tells how things narrow, and its numbers stand beside it. Of 40 applications two talks are a lot: by their root
// they are drawn as a fifth, and not as a crumb.
function shareOf({ value, of }: Row, most: number, kind: 'funnel' | 'bars'): number {
  return kind === 'funnel' ? Math.sqrt(value / most) : value / (of ?? most);
}

function rowAt(row: Row, top: number, share: number, kind: 'funnel' | 'bars'): Mark[] {
  const width = Math.max(share * inner, row.value > 0 ? 4 : 0);
  const x = size.margin + (kind === 'funnel' ? (inner - width) / 2 : 0);
  const bar = (left: number, long: number, fill: string): Mark => ({
    type: 'rect',
    encode: { enter: values({ x: left, y: top + 21, width: long, height: 9, cornerRadius: 4.5, fill }) },
  });
  return [
    said(row.label, { x: size.margin, y: top + 15, fontSize: 13 }),
    said(row.shown, { x: size.margin + inner, y: top + 15, fontSize: 13, weight: 'bold', align: 'right' }),
    ...(kind === 'bars' ? [bar(size.margin, inner, colours.track)] : []),
    bar(x, width, colours.fill),
  ];
}

interface TextStyle {
  readonly x: number;
  readonly y: number;
  readonly fontSize: number;
  readonly weight?: 'bold';
  readonly fill?: string;
  readonly align?: 'right';
}

function said(text: string, { weight, align, ...style }: TextStyle): Mark {
  const look = { fill: colours.ink, ...style, text };
  return {
    type: 'text',
    encode: {
      enter: {
        ...values(look),
        ...(weight ? { fontWeight: { value: weight } } : {}),
        ...(align ? { align: { value: align } } : {}),
      },
    },
  };
}

function values<Look extends Readonly<Record<string, string | number>>>(look: Look) {
  return Object.fromEntries(Object.entries(look).map(([name, value]) => [name, { value }]));
}

/** A text in lines of at most `length` characters, a longer word on a line of its own. */
function broken(text: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= length) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
