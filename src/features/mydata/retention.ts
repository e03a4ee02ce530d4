import { retentionDays } from '../../core/retention.ts';
import type { Locale } from '../../core/text/index.ts';
import { messages } from './texts.ts';

/** How long what is kept, for members to read: a table in Markdown, with an end of line. */
export function retentionTable(locale: Locale): string {
  const kinds = Object.entries(retentionDays) as [keyof typeof retentionDays, number][];
  const lines = kinds.map(([kind, days]) => {
    return `| ${messages.text(locale, `kept-${kind}`)} | ${messages.text(locale, 'kept-days', { days })} |`;
  });
  const heads = `| ${messages.text(locale, 'kept-what')} | ${messages.text(locale, 'kept-how-long')} |`;
  const rest = `| ${messages.text(locale, 'kept-rest')} | ${messages.text(locale, 'kept-until')} |`;
  return `${[heads, '| --- | --- |', ...lines, rest].join('\n')}\n`;
}
