import { type Command, type CommandEntry, isGroup, type Option } from '../../core/commands/index.ts';
import type { Locale } from '../../core/text/index.ts';
import type { CommandInfo, OptionInfo, Persona } from './protocol.ts';

/** The commands that a persona can use, as a window offers them while they type. */
export function commandInfos(
  entries: readonly CommandEntry[],
  persona: Persona,
  locale: Locale,
): readonly CommandInfo[] {
  const open = (entry: { readonly audience: 'member' | 'moderator' }) =>
    entry.audience === 'member' || persona.isModerator;
  return entries.filter(open).flatMap((entry) => {
    if (!isGroup(entry)) return [infoOf(entry.name, entry, locale)];
    return entry.subcommands.filter(open).map((each) => infoOf(`${entry.name} ${each.name}`, each, locale));
  });
}

function infoOf(name: string, command: Command, locale: Locale): CommandInfo {
  const options = Object.entries(command.options).map(([option, definition]) => {
    return optionOf(option, definition, locale);
  });
  return { name, summary: command.summary(locale), options };
}

function optionOf(name: string, option: Option, locale: Locale): OptionInfo {
  return {
    name,
    kind: option.kind,
    summary: option.summary(locale),
    required: option.required === true,
    choices:
      option.kind === 'choice' ? option.choices.map(({ value, label }) => ({ value, label: label(locale) })) : [],
    suggests: option.kind === 'text' && option.suggest !== undefined,
  };
}
