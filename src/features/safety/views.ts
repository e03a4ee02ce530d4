import { actionToken } from '../../core/interactions/index.ts';
import { type Locale, type RichText, rich, words, wordsOnly } from '../../core/text/index.ts';
import { type Button, type Card, card, text } from '../../core/views/index.ts';
import { besides, type CrisisContacts, type CrisisLine, type Way } from './contacts.ts';
import { messages } from './texts.ts';

export const humanAction = 'safety.human';

/** Leads to people, without any sign of distress being needed. */
export function humanButton(locale: Locale): Button {
  return {
    kind: 'button',
    style: 'plain',
    label: messages.text(locale, 'human-button'),
    token: actionToken(humanAction),
  };
}

/**
 * Human help. `crisis` comes before all else where a member's own words call for it; `human` is for whoever asks.
 * @param own whom the community itself names, one contact each.
 */
export function signpostCard(
  locale: Locale,
  reason: 'crisis' | 'human',
  contacts: CrisisContacts,
  own: readonly string[],
): Card {
  const emergency = emergencyText(locale, reason, contacts.emergency);
  const reviewed = besides(own, contacts.lines);
  const lines =
    reviewed.length === 0
      ? []
      : [messages.text(locale, `${reason}-lines`), list(reviewed.map((line) => lineText(locale, line)))];
  const directory = [
    messages.text(locale, `${reason}-directory`),
    list(contacts.directory.map(({ name, at }) => messages.text(locale, 'directory-line', { name, at }))),
  ];
  const help = [lines, directory].flatMap((part) => (part.length === 0 ? [] : [part.join('\n\n')]));
  const opening = messages.text(locale, `${reason}-opening`);
  const named =
    own.length === 0
      ? []
      : [text(messages.rich(locale, `${reason}-community`)), ...own.map((line) => text(wordsOnly(words(line))))];
  const others = help.map((paragraph) => text(rich(paragraph)));
  const call = text(rich(emergency));
  // In distress the emergency number stands first; for who merely wants to talk it would only frighten.
  const ordered = reason === 'crisis' ? [call, ...named, ...others] : [...named, ...others, call];
  return card({
    title: messages.text(locale, `${reason}-title`),
    sections: [text(rich(opening)), ...ordered],
    footer: messages.rich(locale, `${reason}-closing`) satisfies RichText,
  });
}

function emergencyText(locale: Locale, reason: 'crisis' | 'human', numbers: readonly string[]): string {
  if (numbers.length === 0) return messages.text(locale, `${reason}-emergency-unknown`);
  const either = new Intl.ListFormat(locale, { type: 'disjunction' }).format(numbers.map((number) => `**${number}**`));
  return messages.text(locale, `${reason}-emergency`, { numbers: either });
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** A line as plain text, with all ways to reach it. */
export function lineWords(locale: Locale, { name, ways }: CrisisLine): string {
  const reached = ways.map((way) => {
    const at = way.how === 'chat' ? messages.text(locale, 'line-chat', { at: way.at }) : reachText(locale, way);
    return [at, ...hoursText(locale, way.hours)].join(', ');
  });
  return `${name}: ${reached.join('; ')}`;
}

function lineText(locale: Locale, line: CrisisLine): string {
  const languages = new Intl.DisplayNames([locale], { type: 'language' });
  const names = line.languages.map((language) => languages.of(language) ?? language);
  const spoken = messages.text(locale, 'line-languages', { languages: new Intl.ListFormat(locale).format(names) });
  const details = [...line.ways.map((way) => wayText(locale, way)), spoken].join('; ');
  return messages.text(locale, 'line-name', { name: line.name, details });
}

function wayText(locale: Locale, way: Way): string {
  return [reachText(locale, way), ...hoursText(locale, way.hours)].join(', ');
}

function reachText(locale: Locale, way: Way): string {
  switch (way.how) {
    case 'phone':
      return messages.text(locale, 'line-phone', { at: way.at });
    case 'text':
      return way.say === undefined
        ? messages.text(locale, 'line-text', { at: way.at })
        : messages.text(locale, 'line-text-say', { at: way.at, say: way.say });
    case 'chat':
      return messages.text(locale, 'line-chat', { at: `<${way.at}>` });
  }
}

function hoursText(locale: Locale, hours: string | undefined): string[] {
  if (hours === undefined) return [];
  if (hours === '24/7') return [messages.text(locale, 'line-always')];
  const [from = '', to = ''] = hours.split('-');
  return [messages.text(locale, 'line-daily', { from, to })];
}
