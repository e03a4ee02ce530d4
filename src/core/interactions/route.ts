import { type Command, parseLine, readOptions } from '../commands/index.ts';
import type { FormKeeper } from '../ports/index.ts';
import { type Form, type FormValues, refill } from '../views/index.ts';
import type { FormHandler, Submission } from './feature.ts';
import type { Context, Deed, Interaction, Member, PressInteraction, SubmitInteraction } from './interaction.ts';
import { ask, type Outcome } from './outcome.ts';
import type { Registry } from './registry.ts';
import {
  commandHelp,
  expiredReply,
  faultTexts,
  moderatorsOnlyReply,
  problemReply,
  reopenAction,
  typedTexts,
  wentWrongText,
  withTyped,
} from './replies.ts';
import { type ActionToken, commandAction, commandPath, parseActionToken } from './token.ts';
import { checkValues } from './values.ts';

/** Brings what a member did to its handler, once all of it was read and found to be allowed. */
export type Route = (context: Context, interaction: Deed) => Promise<Outcome>;

export function createRoute(parts: {
  readonly registry: Registry;
  readonly forms: FormKeeper;
  /** Told of a fault after which the member was handed back what they typed. */
  report(interaction: Interaction, error: unknown): void;
}): Route {
  const { find, commands, actions, forms } = parts.registry;

  const route: Route = (context, interaction) => {
    switch (interaction.kind) {
      case 'line':
        return runLine(context, interaction.line);
      case 'command':
        return runPath(context, interaction.path, interaction.values);
      case 'press':
        return runPress(context, interaction);
      case 'submit':
        return runSubmit(context, interaction);
    }
  };

  const runLine = async (context: Context, line: string): Promise<Outcome> => {
    const parsed = parseLine(line, commands, context.member.locale);
    if (!parsed.ok) return problemReply(context.member.locale, parsed.problem, line);
    if (parsed.value.kind === 'help') return commandHelp(context.member.locale, parsed.value.entry);
    return runCommand(context, parsed.value.command, parsed.value.raw, line);
  };

  const runPath = async (
    context: Context,
    path: readonly string[],
    values: Readonly<Record<string, string | number>>,
  ): Promise<Outcome> => {
    const command = find(path);
    const typed = Object.values(values).join(' ');
    if (command) return runCommand(context, command, values, typed);
    return problemReply(context.member.locale, { reason: 'unknown-command', command: path.join(' ') }, typed);
  };

  const runCommand = async (
    context: Context,
    command: Command,
    raw: Readonly<Record<string, string | number>>,
    typed: string,
  ): Promise<Outcome> => {
    if (!mayUse(context.member, command)) return moderatorsOnlyReply(context.member.locale);
    const values = readOptions(command, raw, context.member.locale);
    if (!values.ok) return problemReply(context.member.locale, values.problem, typed);
    return command.run(context, values.value);
  };

  const runPress = async (context: Context, press: PressInteraction): Promise<Outcome> => {
    const token = parseActionToken(press.token);
    if (!token) return expiredReply(context.member.locale);
    if (token.action === reopenAction) return reopen(context, token);
    if (token.action === commandAction) return runPath(context, commandPath(token.row), {});
    const form = forms.get(token.action);
    if (form) return openForm(context, form, token);
    const handler = actions.get(token.action);
    if (!handler) return expiredReply(context.member.locale);
    if (!mayUse(context.member, handler)) return moderatorsOnlyReply(context.member.locale);
    return handler.run(context, { row: token.row, version: token.version, chosen: press.chosen });
  };

  const reopen = async (context: Context, token: ActionToken): Promise<Outcome> => {
    const form = await parts.forms.find(context.member.id, token.row);
    return form ? ask(form) : expiredReply(context.member.locale);
  };

  const openForm = async (context: Context, handler: FormHandler, token: ActionToken): Promise<Outcome> => {
    if (!mayUse(context.member, handler)) return moderatorsOnlyReply(context.member.locale);
    const built = await handler.build(context, token);
    return 'kind' in built ? built : ask(built);
  };

  const runSubmit = async (context: Context, submitted: SubmitInteraction): Promise<Outcome> => {
    const { locale } = context.member;
    const handBack = (outcome: Outcome) => withTyped(locale, outcome, typedTexts(submitted.values));
    const token = parseActionToken(submitted.token);
    const handler = token && forms.get(token.action);
    if (!token || !handler) return handBack(expiredReply(locale));
    if (!mayUse(context.member, handler)) return handBack(moderatorsOnlyReply(locale));
    const built = await handler.build(context, token);
    if ('kind' in built) return handBack(built);
    const { values, faults } = checkValues(built, submitted.values);
    if (Object.keys(faults).length > 0) return invalid(built, values, faultTexts(locale, faults));
    const submission: Submission = { row: token.row, version: token.version, values };
    try {
      const result = await handler.run(context, submission);
      if (result.kind === 'errors') return invalid(built, values, result.errors);
      return result.kind === 'card' && result.refused ? handBack(result) : result;
    } catch (error) {
      // What stands in a form is the longest that members write: it goes back whole, to be sent again.
      parts.report(submitted, error);
      const [first] = built.fields;
      return invalid(built, values, first ? { [first.name]: wentWrongText(locale) } : {});
    }
  };

  return route;
}

function mayUse(member: Member, guarded: { readonly audience?: 'member' | 'moderator' }): boolean {
  return guarded.audience !== 'moderator' || member.isModerator;
}

/** The form again with all that was typed. A text over its limit is kept whole in the field, for the member to shorten. */
function invalid(built: Form, values: FormValues, errors: Readonly<Record<string, string>>): Outcome {
  return { kind: 'invalid', form: refill(built, values), errors };
}
