import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOptionChoice,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  Locale as DiscordLocale,
  InteractionContextType,
  type LocalizationMap,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { type Command, type CommandEntry, isGroup, type Localised, type Option } from '../../core/commands/index.ts';
import { DefinitionError } from '../../core/errors/index.ts';
import { defaultLocale, type Locale } from '../../core/text/index.ts';
import { limits } from '../../core/views/index.ts';
import { discordLimits } from './limits.ts';
import { nameIn } from './names.ts';

export type DiscordCommand = RESTPostAPIChatInputApplicationCommandsJSONBody;

/**
 * Compiles all commands into what Discord registers. Moderators' commands are shown only to who may manage the server (core
 * checks it again) and in servers; everybody's work in a direct message with the bot as well.
 * @param locales the locales that Rebound speaks. Throws `DefinitionError` for what Discord would refuse.
 */
export function renderCommands(entries: readonly CommandEntry[], locales: readonly Locale[]): DiscordCommand[] {
  if (entries.length > discordLimits.commands) throw new DefinitionError('There are more commands than Discord takes');
  const commands = entries.map((entry) => {
    const rendered = renderEntry(entry, locales);
    if (textLength(rendered) > discordLimits.commandText) {
      throw new DefinitionError(
        `/${entry.name} has more text than the ${discordLimits.commandText} that Discord takes`,
      );
    }
    return rendered;
  });
  for (const siblings of [
    commands,
    ...commands.map(({ options = [] }) => options),
    ...commands.flatMap(innerOptions),
  ]) {
    refuseClashes(siblings);
  }
  return commands;
}

type Siblings = readonly { readonly name: string; readonly name_localizations?: Localisations }[];

function innerOptions({ options = [] }: DiscordCommand): Siblings[] {
  return options.map((option) => ('options' in option ? (option.options ?? []) : []));
}

/** Discord's clients find a command by its English name as well as by the one in their language: neither may mean two. */
function refuseClashes(siblings: Siblings): void {
  for (const locale of Object.values(DiscordLocale)) {
    const taken = siblings.flatMap(({ name, name_localizations: names }) => [
      ...new Set([name, names?.[locale] ?? name]),
    ]);
    const twice = taken.find((name, index) => taken.indexOf(name) < index);
    if (twice !== undefined) throw new DefinitionError(`"${twice}" would name two things on Discord in ${locale}`);
  }
}

function renderEntry(entry: CommandEntry, locales: readonly Locale[]): DiscordCommand {
  const forModerators = entry.audience === 'moderator';
  return {
    type: ApplicationCommandType.ChatInput,
    ...call(entry.name, locales),
    ...describe(entry.summary, locales),
    options: isGroup(entry)
      ? entry.subcommands.map((command) => ({
          type: ApplicationCommandOptionType.Subcommand as const,
          ...call(command.name, locales),
          ...describe(command.summary, locales),
          options: renderOptions(command, locales),
        }))
      : renderOptions(entry, locales),
    default_member_permissions: forModerators ? String(PermissionFlagsBits.ManageGuild) : null,
    contexts: forModerators
      ? [InteractionContextType.Guild]
      : [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  };
}

/** Discord wants the required options first; among each kind the order stays. */
function renderOptions(command: Command, locales: readonly Locale[]): APIApplicationCommandBasicOption[] {
  const options = Object.entries(command.options);
  return [...options.filter(([, option]) => option.required), ...options.filter(([, option]) => !option.required)].map(
    ([name, option]) => renderOption(name, option, locales),
  );
}

function renderOption(name: string, option: Option, locales: readonly Locale[]): APIApplicationCommandBasicOption {
  const base = { ...call(name, locales), ...describe(option.summary, locales), required: option.required === true };
  switch (option.kind) {
    case 'text': {
      const type = ApplicationCommandOptionType.String as const;
      const text = { ...base, type, max_length: option.maxLength };
      return option.suggest ? { ...text, autocomplete: true } : text;
    }
    case 'number': {
      const range = { ...base, min_value: option.min, max_value: option.max };
      return option.whole
        ? { ...range, type: ApplicationCommandOptionType.Integer }
        : { ...range, type: ApplicationCommandOptionType.Number };
    }
    case 'choice': {
      const choices = option.choices.map(({ value, label }) => renderChoice(value, label, locales));
      return { ...base, type: ApplicationCommandOptionType.String, choices };
    }
  }
}

function renderChoice(
  value: string,
  label: Localised,
  locales: readonly Locale[],
): APIApplicationCommandOptionChoice<string> {
  const name = checked(label(defaultLocale), limits.command.choiceName);
  return { name, value, ...localised('name_localizations', label, locales, limits.command.choiceName) };
}

/** A name in English, which the bot gets to read, and what it is called in each language that has a word for it. */
function call(name: string, locales: readonly Locale[]) {
  return { name, ...localised('name_localizations', (locale) => nameIn(locale, name), locales, limits.command.name) };
}

function describe(summary: Localised, locales: readonly Locale[]) {
  const description = checked(summary(defaultLocale), limits.command.summary);
  return { description, ...localised('description_localizations', summary, locales, limits.command.summary) };
}

function localised<Key extends string>(
  key: Key,
  label: (locale: Locale) => string | undefined,
  locales: readonly Locale[],
  limit: number,
): { readonly [Name in Key]?: LocalizationMap } {
  const others = locales.filter((locale) => locale !== defaultLocale);
  const entries = others.flatMap((locale) => {
    const text = label(locale);
    return text === undefined ? [] : discordLocalesOf(locale).map((each) => [each, checked(text, limit)] as const);
  });
  if (entries.length === 0) return {};
  return { [key]: Object.fromEntries(entries) } as { readonly [Name in Key]?: LocalizationMap };
}

/** Discord's locales that one of ours serves: the same one, else all of its language. */
export function discordLocalesOf(locale: Locale): readonly DiscordLocale[] {
  const all = Object.values(DiscordLocale);
  const same = all.filter((each) => each.toLowerCase() === locale.toLowerCase());
  if (same.length > 0) return same;
  const language = locale.split('-')[0]?.toLowerCase();
  return all.filter((each) => each.split('-')[0]?.toLowerCase() === language);
}

function checked(text: string, limit: number): string {
  if (text.trim() === '' || text.length > limit) {
    throw new DefinitionError(`"${text}" is ${text.length} long; Discord takes 1 to ${limit} here`);
  }
  return text;
}

/** What Discord counts: names, descriptions and values, in the longest of their localisations. */
function textLength(command: DiscordCommand): number {
  return lengthOf(command) + (command.options ?? []).reduce((sum, option) => sum + optionLength(option), 0);
}

function optionLength(option: NonNullable<DiscordCommand['options']>[number]): number {
  const inner = 'options' in option ? (option.options ?? []) : [];
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  return (
    lengthOf(option) +
    inner.reduce((sum, each) => sum + optionLength(each), 0) +
    choices.reduce(
      (sum, choice) => sum + longest(choice.name, choice.name_localizations) + String(choice.value).length,
      0,
    )
  );
}

interface Named {
  readonly name: string;
  readonly name_localizations?: Localisations;
  readonly description: string;
  readonly description_localizations?: Localisations;
}

function lengthOf(named: Named): number {
  const { name, name_localizations, description, description_localizations } = named;
  return longest(name, name_localizations) + longest(description, description_localizations);
}

type Localisations = Readonly<Record<string, string | null | undefined>> | null | undefined;

function longest(text: string, localisations: Localisations): number {
  return Math.max(text.length, ...Object.values(localisations ?? {}).map((each) => each?.length ?? 0));
}
