import type { Locale } from '../../core/text/index.ts';
import { formatMoment } from '../../core/time/index.ts';
import type { Everything } from './store.ts';
import { messages } from './texts.ts';

/** For whom and when an export is written. `zone` is IANA. */
export interface ExportReader {
  readonly locale: Locale;
  readonly zone: string;
  readonly now: Date;
}

/** Everything as JSON, instants in ISO 8601. The keys of `tables` are the names of the tables. */
export function exportJson({ community, member, tables }: Everything, now: Date): string {
  const rows = Object.fromEntries(tables.map((table) => [table.name, table.rows]));
  return `${JSON.stringify({ format: 'rebound-export', version: 1, exportedAt: now, community, member, tables: rows }, null, 2)}\n`;
}

/** The same as one page that loads nothing and leads nowhere: whatever stands in it is text. */
export function exportHtml({ community, member, tables }: Everything, reader: ExportReader): string {
  const { locale, zone, now } = reader;
  const say = (key: Parameters<typeof messages.text>[1]) => escaped(messages.text(locale, key));
  const date = formatMoment(now.toISOString(), 'datetime', { locale, zone, now });
  const section = (heading: string, rows: readonly unknown[]) => {
    const body = rows.map((row) => valueHtml(row, reader)).join('\n');
    return `<section>\n<h2>${heading}</h2>\n${body || `<p>${say('html-empty')}</p>`}\n</section>`;
  };
  const sections = [
    section(say('html-account'), [member]),
    section(say('html-community'), [community]),
    ...tables.map(({ table, count, rows }) => section(escaped(table.describe(locale, count)), rows)),
  ];
  return `<!doctype html>
<html lang="${escaped(locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say('html-title')}</title>
<style>${style}</style>
</head>
<body>
<h1>${say('html-title')}</h1>
<p>${escaped(messages.text(locale, 'html-made', { date }))}</p>
${sections.join('\n')}
</body>
</html>
`;
}

const style = `
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h2 { font-size: 1.1rem; margin-top: 2.5rem; }
dl { border: 1px solid #8886; border-radius: 6px; padding: .6rem 1rem; margin: .6rem 0; }
dl dl { border: 0; padding: 0; margin: 0; }
dt { font-size: .85rem; opacity: .75; }
dd { margin: 0 0 .5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

function valueHtml(value: unknown, reader: ExportReader): string {
  if (value === null || value === undefined || value === '') return '–';
  if (value instanceof Date) return escaped(formatMoment(value.toISOString(), 'datetime', reader));
  if (typeof value === 'boolean') return escaped(messages.text(reader.locale, value ? 'html-yes' : 'html-no'));
  if (Array.isArray(value)) return value.map((each) => `<div>${valueHtml(each, reader)}</div>`).join('');
  if (typeof value !== 'object') return escaped(String(value));
  const entries = Object.entries(value).map(([key, each]) => {
    return `<dt>${escaped(spelled(key))}</dt><dd>${valueHtml(each, reader)}</dd>`;
  });
  return `<dl>${entries.join('')}</dl>`;
}

/** `happenedAt` as words. */
function spelled(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]/g, ' ')
    .toLowerCase();
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(plain: string): string {
  return plain.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
