/**
 * Reads Discord's Markdown as a person sees it, as far as the bot writes it: the visible text, and every piece of markup
 * that takes effect. Written from Discord's published formatting reference, apart from the renderer.
 * @param names of users, by id: a client shows a mention by name.
 */
export function plainOf(
  markdown: string,
  names: ReadonlyMap<string, string> = new Map(),
): { readonly text: string; readonly marks: readonly string[] } {
  const marks: string[] = [];
  let text = '';
  let at = 0;
  while (at < markdown.length) {
    const rest = markdown.slice(at);
    const lineStart = at === 0 || markdown[at - 1] === '\n';
    const found = rules.find((rule) => (!rule.atLineStart || lineStart) && rule.pattern.test(rest));
    const match = found?.pattern.exec(rest);
    if (!found || !match) {
      text += rest[0];
      at += 1;
      continue;
    }
    if (found.mark) marks.push(match[0]);
    text += found.shown(match, names);
    at += match[0].length;
  }
  return { text, marks };
}

interface Rule {
  readonly pattern: RegExp;
  readonly atLineStart?: boolean;
  readonly mark: boolean;
  shown(match: RegExpExecArray, names: ReadonlyMap<string, string>): string;
}

const hidden = () => '';
const inside = (match: RegExpExecArray) => match[1] ?? '';

const rules: readonly Rule[] = [
  { pattern: /^\\([^0-9A-Za-z\s])/, mark: false, shown: inside },
  { pattern: /^```\n([\s\S]+?)\n```/, mark: true, shown: inside },
  { pattern: /^`([^`]+)`/, mark: true, shown: inside },
  { pattern: /^[ \t]*[-*+] (?=\S)/, atLineStart: true, mark: true, shown: () => '- ' },
  { pattern: /^[ \t]*\d+\. (?=\S)/, atLineStart: true, mark: true, shown: (match) => match[0] },
  { pattern: /^-# /, atLineStart: true, mark: true, shown: hidden },
  { pattern: /^#{1,3} /, atLineStart: true, mark: true, shown: hidden },
  { pattern: /^>{1,3} /, atLineStart: true, mark: true, shown: hidden },
  { pattern: /^<@(\d+)>/, mark: true, shown: ([, id = ''], names) => `@${names.get(id) ?? id}` },
  { pattern: /^<(#\d+)>/, mark: true, shown: inside },
  { pattern: /^<(?:@[!&]|\/[^>]+:)\d+>/, mark: true, shown: hidden },
  {
    pattern: /^<t:(-?\d+)(?::[tTdDfFR])?>/,
    mark: true,
    shown: (match) => new Date(Number(match[1]) * 1000).toISOString(),
  },
  { pattern: /^<a?:\w+:\d+>/, mark: true, shown: hidden },
  { pattern: /^<id:\w+>/, mark: true, shown: hidden },
  { pattern: /^@(?:everyone|here)/, mark: true, shown: (match) => match[0] },
  { pattern: /^\]\((https?:[^)\s]+)\)/, mark: true, shown: (match) => ` (${match[1]})` },
  { pattern: /^<?(?:https?|mailto|steam):\S+/, mark: true, shown: (match) => match[0] },
  { pattern: /^discord\.(?:gg|com\/invite)\/\w+/, mark: true, shown: (match) => match[0] },
  { pattern: /^:[^\s:]+:/, mark: true, shown: (match) => match[0] },
  { pattern: /^\[/, mark: true, shown: hidden },
  { pattern: /^(?:\*{1,3}|_{1,3}|~~|\|\|)/, mark: true, shown: hidden },
  { pattern: /^[`<]/, mark: true, shown: (match) => match[0] },
];
