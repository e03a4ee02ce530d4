import { DefinitionError } from '../errors/index.ts';
import type { Context } from '../interactions/interaction.ts';
import type { Outcome, Suggestion } from '../interactions/outcome.ts';
import type { Locale, Words } from '../text/index.ts';
import { limits } from '../views/index.ts';

/** A label in the reader's locale. */
export type Localised = (locale: Locale) => string;

/** One value of a choice option. `aliases` are further spellings that flat-text platforms accept, lower case. */
export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: Localised;
  readonly aliases?: readonly string[];
}

interface OptionBase {
  readonly summary: Localised;
  /** Default false: nothing stands between a member and help. */
  readonly required?: boolean;
}

export interface TextOption extends OptionBase {
  readonly kind: 'text';
  /** In UTF-16 code units, 1 to 3,000. */
  readonly maxLength: number;
  /** Offered while the member types, at most 25, best first. */
  suggest?(context: Context, typed: string): Promise<readonly Suggestion[]>;
}

export interface ChoiceOption<Value extends string = string> extends OptionBase {
  readonly kind: 'choice';
  readonly choices: readonly Choice<Value>[];
}

export interface NumberOption extends OptionBase {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  /** Whether fractions are refused. */
  readonly whole: boolean;
}

export type Option = TextOption | ChoiceOption | NumberOption;
export type Options = Readonly<Record<string, Option>>;

/** The values of a command's options as its handler gets them; what was not given is absent. */
export type OptionValues<Of extends Options> = {
  readonly [Name in keyof Of]?: Of[Name] extends ChoiceOption<infer Value>
    ? Value
    : Of[Name] extends NumberOption
      ? number
      : Words;
};

export interface Command<Of extends Options = Options> {
  readonly name: string;
  readonly summary: Localised;
  /** Who may use it; checked in core whatever the platform allowed. */
  readonly audience: 'member' | 'moderator';
  /**
   * What the first response will be where the handler is quick: lets an adapter acknowledge rightly before `run` is done.
   * A command that mostly opens a form says `form`.
   */
  readonly firstResponse: 'form' | 'private';
  /** In the order in which flat text fills them. */
  readonly options: Of;
  run(context: Context, values: OptionValues<Of>): Promise<Outcome>;
}

/** Several commands under one name: `/goal add`, `/goal list`. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: Localised;
  readonly audience: 'member' | 'moderator';
  readonly subcommands: readonly Command[];
}

export type CommandEntry = Command | CommandGroup;

export function isGroup(entry: CommandEntry): entry is CommandGroup {
  return 'subcommands' in entry;
}

/**
 * Declares a command once for every platform. Throws `DefinitionError` where a platform could not register it.
 * `audience` defaults to `member`.
 */
export function defineCommand<const Of extends Options>(
  definition: Omit<Command<Of>, 'audience'> & { readonly audience?: 'member' | 'moderator' },
): Command {
  checkName(definition.name);
  const entries = Object.entries(definition.options);
  if (entries.length > limits.command.options) throw new DefinitionError(`/${definition.name} has too many options`);
  for (const [name, option] of entries) checkOption(definition.name, name, option);
  return { audience: 'member', ...definition } as unknown as Command;
}

/** Declares commands under one name. Throws `DefinitionError` where a platform could not register it. */
export function defineCommandGroup(
  definition: Omit<CommandGroup, 'audience'> & { readonly audience?: 'member' | 'moderator' },
): CommandGroup {
  checkName(definition.name);
  if (definition.subcommands.length === 0 || definition.subcommands.length > limits.command.options) {
    throw new DefinitionError(`/${definition.name} has no legal number of subcommands`);
  }
  return { audience: 'member', ...definition };
}

function checkName(name: string): void {
  if (!/^[a-z][a-z0-9-]*$/.test(name) || name.length > limits.command.name) {
    throw new DefinitionError(`"${name}" is no name for a command or option`);
  }
}

function checkOption(command: string, name: string, option: Option): void {
  checkName(name);
  const fault = (what: string) => new DefinitionError(`/${command} ${name}: ${what}`);
  if (option.kind === 'choice' && (option.choices.length === 0 || option.choices.length > limits.command.choices)) {
    throw fault(`1 to ${limits.command.choices} choices`);
  }
  if (option.kind === 'text' && (option.maxLength < 1 || option.maxLength > limits.command.text)) {
    throw fault(`a text of 1 to ${limits.command.text}`);
  }
}
