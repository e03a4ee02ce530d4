/** What a picture shows, before it is drawn. Texts are literal; how long one may be stands at its field. */
export interface Picture {
  /** Of the file, without its ending. */
  readonly name: string;
  /** At most 40 characters. */
  readonly title: string;
  /** All that it shows, in words: for whoever cannot see it. 1 to 1,000 characters. */
  readonly description: string;
  readonly panels: readonly Panel[];
}

interface PanelBase {
  /** At most 40 characters. */
  readonly title: string;
  /** A sentence or two below the title; it is broken into lines. */
  readonly note?: string;
}

export type Panel =
  /** Amounts over time, side by side. */
  | (PanelBase & { readonly kind: 'columns'; readonly columns: readonly Column[] })
  /** Small ones of those, two in a row. */
  | (PanelBase & { readonly kind: 'multiples'; readonly multiples: readonly Multiple[] })
  /** Amounts below each other, the largest first. */
  | (PanelBase & { readonly kind: 'funnel' | 'bars'; readonly rows: readonly Row[] });

export interface Column {
  /** Below it; '' where there is no room for one. */
  readonly label: string;
  /** 0 or more; null for what lies before there was anything to count, which is no quiet week. */
  readonly value: number | null;
}

export interface Multiple {
  /** At most 24 characters. */
  readonly title: string;
  /** At most 28 characters. */
  readonly note: string;
  readonly columns: readonly Column[];
}

export interface Row {
  /** At most 44 characters. */
  readonly label: string;
  /** 0 or more. */
  readonly value: number;
  /** What a bar of full width stands for; else the largest value of the panel. */
  readonly of?: number;
  /** At the right end, at most 12 characters. */
  readonly shown: string;
}

/** A picture drawn: the same twice. */
export interface Drawn {
  readonly svg: string;
  readonly png: Uint8Array;
}

/** The font has these scripts and no more; what it lacks would show as empty boxes. */
const lacking =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Devanagari}\p{N}\p{P}\p{Z}\p{M}$+<=>|~€£¥₹]/gu;

/** A text as far as it can be drawn; '' where nothing of it can. */
export function drawable(text: string): string {
  const kept = text.replace(lacking, '').replace(/\s+/g, ' ').trim();
  return /[\p{L}\p{N}]/u.test(kept) ? kept : '';
}
