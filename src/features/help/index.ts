import { type CommandEntry, defineCommand, isGroup } from '../../core/commands/index.ts';
import { type Feature, type Member, reply } from '../../core/interactions/index.ts';
import { type Locale, rich } from '../../core/text/index.ts';
import { type Button, type Card, card, text } from '../../core/views/index.ts';
import { messages } from './texts.ts';

export interface HelpParts {
  /** All commands of the bot; read when help is asked for. */
  commands(): readonly CommandEntry[];
  /** The button that leads to people. */
  humanButton(locale: Locale): Button;
}

/** `/help` and `/about`: what the bot can do, what it is and what it keeps. */
export function createHelp(parts: HelpParts): { readonly feature: Feature } {
  const help = defineCommand({
    name: 'help',
    summary: (locale) => messages.text(locale, 'help-summary'),
    firstResponse: 'private',
    options: {},
    run: async ({ member }) => reply(helpCard(member, parts.commands())),
  });
  const about = defineCommand({
    name: 'about',
    summary: (locale) => messages.text(locale, 'about-summary'),
    firstResponse: 'private',
    options: {},
    run: async ({ member }) => reply(aboutCard(member.locale, parts.humanButton(member.locale))),
  });
  return { feature: { name: 'help', commands: [help, about], actions: [], forms: [] } };
}

/** Every command that the member may use, one line each. */
function helpCard({ locale, isModerator }: Member, commands: readonly CommandEntry[]): Card {
  const lines = commands
    .filter((entry) => entry.audience === 'member' || isModerator)
    .map((entry) => {
      const values = { name: entry.name, summary: entry.summary(locale) };
      if (!isGroup(entry)) return `- ${messages.text(locale, 'help-line', values)}`;
      const subcommands = entry.subcommands.map((each) => each.name).join(', ');
      return `- ${messages.text(locale, 'help-group-line', { ...values, subcommands })}`;
    });
  return card({
    title: messages.text(locale, 'help-title'),
    sections: [
      text(messages.rich(locale, 'help-start')),
      text(rich(lines.join('\n'))),
      text(messages.rich(locale, 'help-text')),
    ],
  });
}

function aboutCard(locale: Locale, human: Button): Card {
  const paragraphs = ['about-what', 'about-not', 'about-keeps', 'about-who', 'about-reads'] as const;
  return card({
    title: messages.text(locale, 'about-title'),
    sections: paragraphs.map((key) => text(messages.rich(locale, key))),
    actions: [human],
  });
}
