import { type CommandEntry, choicesToType, type InputProblem, isGroup, type Option } from '../commands/index.ts';
import { coreMessages as messages } from '../messages.ts';
import { type Locale, type RichText, rich, words } from '../text/index.ts';
import {
  type Card,
  card,
  cardLength,
  excerpt,
  type Form,
  type FormValues,
  limits,
  type Section,
  text,
} from '../views/index.ts';
import { type Outcome, refuse, reply } from './outcome.ts';
import { actionToken } from './token.ts';
import type { ValueFault } from './values.ts';

/** Reopens a form that was put aside. */
export const reopenAction = 'forms.reopen';

/** A line or option that was not understood, with what may stand there, and what was typed ready to take back. */
export function problemReply(locale: Locale, problem: InputProblem, typed: string | undefined): Outcome {
  return refuse(
    card({
      title: messages.text(locale, 'problem-title'),
      sections: [text(problemText(locale, problem)), ...typedBack(locale, 'you-typed', typed ?? '')],
    }),
  );
}

// Names that we do not know come from outside, at any length.
const longestName = 80;

function problemText(locale: Locale, problem: InputProblem): RichText {
  const list = (problem.expected ?? []).join(', ');
  const { reason, max = 0, min = 0 } = problem;
  const command = words(problem.command.slice(0, longestName)).value;
  const typed = words(problem.typed ?? '');
  const option = words((problem.option ?? '').slice(0, longestName));
  switch (reason) {
    case 'not-a-command':
      return messages.rich(locale, reason);
    case 'unknown-command': {
      const nearest = (problem.expected ?? []).map((name) => `/${name}`).join(', ');
      return messages.rich(locale, reason, {
        name: command,
        nearest,
        hasNearest: nearest === '' ? 'no' : 'yes',
      });
    }
    case 'unknown-subcommand':
      return messages.rich(locale, reason, { command, typed, expected: list });
    case 'unknown-option':
      return messages.rich(locale, reason, { command, option, expected: list });
    case 'missing':
      return messages.rich(locale, reason, { command, option });
    case 'not-a-choice':
      return messages.rich(locale, reason, { typed, option, expected: list });
    case 'not-a-number':
      return messages.rich(locale, reason, { typed, option });
    case 'out-of-range':
      return messages.rich(locale, reason, { option, min, max });
    case 'too-long':
      return option.value === ''
        ? messages.rich(locale, 'too-long', { max })
        : messages.rich(locale, 'option-too-long', { option, max });
    case 'too-much':
      return list === ''
        ? messages.rich(locale, 'too-much', { typed, command })
        : messages.rich(locale, 'too-much-choices', { typed, command, expected: list });
  }
}

/** What a command does and takes. */
export function commandHelp(locale: Locale, entry: CommandEntry): Outcome {
  const commands = isGroup(entry) ? entry.subcommands : [entry];
  const parts = commands.map((command) => {
    const name = isGroup(entry) ? `${entry.name} ${command.name}` : command.name;
    const lines = Object.entries(command.options).map(([option, definition]) => optionHelp(locale, option, definition));
    const heading = `**/${name}** ${command.summary(locale)}`;
    return [heading, lines.map((line) => `- ${line}`).join('\n')].join('\n\n').trim();
  });
  // A group may have more subcommands than a card has sections.
  const perSection = Math.ceil(parts.length / limits.card.sections);
  const sections = Array.from({ length: Math.ceil(parts.length / perSection) }, (_, at): Section => {
    return text(rich(parts.slice(at * perSection, (at + 1) * perSection).join('\n\n')));
  });
  return reply(card({ title: messages.text(locale, 'help-title', { name: entry.name }), sections }));
}

function optionHelp(locale: Locale, name: string, option: Option): string {
  const required = option.required ? ` (${messages.text(locale, 'help-required')})` : '';
  const summary = option.summary(locale) + required;
  if (option.kind !== 'choice') return messages.text(locale, 'help-option', { name, summary });
  const choices = choicesToType(option.choices, locale).join(', ');
  return messages.text(locale, 'help-choices', { name, summary, choices });
}

/** Why the values of a form cannot be taken yet, per field name. */
export function faultTexts(locale: Locale, faults: Readonly<Record<string, ValueFault>>): Record<string, string> {
  return Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, faultText(locale, fault)]));
}

function faultText(locale: Locale, fault: ValueFault): string {
  switch (fault.reason) {
    case 'missing':
      return messages.text(locale, 'field-missing');
    case 'too-long':
      return messages.text(locale, 'field-too-long', { max: fault.max, actual: fault.actual });
    case 'not-an-option':
      return messages.text(locale, 'field-not-an-option');
  }
}

/** A card with the button that opens a form put aside, for platforms that cannot open it at once. */
export function continueCard(locale: Locale, keptId: string): Card {
  return card({
    title: messages.text(locale, 'continue-title'),
    sections: [text(messages.rich(locale, 'continue-text'))],
    actions: [
      {
        kind: 'button',
        style: 'primary',
        label: messages.text(locale, 'continue-button'),
        token: actionToken(reopenAction, keptId),
      },
    ],
  });
}

/** What to change in a form put aside, for platforms that cannot say it inside the form. */
export function correctionCard(
  locale: Locale,
  keptId: string,
  invalid: { readonly form: Form; readonly errors: Readonly<Record<string, string>> },
): Card {
  const lines = invalid.form.fields
    .filter((field) => invalid.errors[field.name] !== undefined)
    .map((field) =>
      text(messages.rich(locale, 'fix-line', { field: field.label, error: invalid.errors[field.name] ?? '' })),
    );
  return card({
    title: messages.text(locale, 'fix-title'),
    sections: [text(messages.rich(locale, 'fix-intro')), ...lines],
    actions: [
      {
        kind: 'button',
        style: 'primary',
        label: messages.text(locale, 'fix-button'),
        token: actionToken(reopenAction, keptId),
      },
    ],
  });
}

/** A card, form or row that is gone. */
export function expiredReply(locale: Locale): Outcome {
  return notice(locale, 'expired-title', messages.rich(locale, 'expired-text'));
}

/** A row that is not the actor's. It does not tell whether it exists. */
export function notYoursReply(locale: Locale): Outcome {
  return notice(locale, 'expired-title', messages.rich(locale, 'not-yours-text'));
}

export function moderatorsOnlyReply(locale: Locale): Outcome {
  return notice(locale, 'problem-title', messages.rich(locale, 'moderators-only'));
}

/** More than one member can ask at once, with all that they typed. */
export function tooFastReply(locale: Locale, typed: string, whose: 'member' | 'community'): Outcome {
  const said = text(messages.rich(locale, whose === 'member' ? 'too-fast-text' : 'too-busy-text'));
  const sections = [said, ...typedBack(locale, 'went-wrong-typed', typed)];
  return refuse(card({ title: messages.text(locale, 'too-fast-title'), sections }));
}

/** A fault of ours, with all that the member typed. */
export function wentWrongReply(locale: Locale, typed: string): Outcome {
  const sections = [text(messages.rich(locale, 'went-wrong-text')), ...typedBack(locale, 'went-wrong-typed', typed)];
  return refuse(card({ title: messages.text(locale, 'went-wrong-title'), sections }));
}

/** A fault of ours, said inside a form that still holds everything. */
export function wentWrongText(locale: Locale): string {
  return messages.text(locale, 'field-went-wrong');
}

/** The fresh card in the place of one whose row has changed since it was drawn. */
export function outOfDate(locale: Locale, fresh: Card): Outcome {
  const updated = card({ ...fresh, sections: [text(messages.rich(locale, 'out-of-date')), ...fresh.sections] });
  return { kind: 'card', card: updated, update: true, refused: true };
}

/** An answer to a form that is no longer taken, with all that was typed in it ready to take elsewhere. */
export function withTyped(locale: Locale, outcome: Outcome, texts: readonly string[]): Outcome {
  const typed = words(texts.join('\n\n'));
  if (outcome.kind !== 'card' || typed.value === '') return outcome;
  const label = messages.text(locale, 'went-wrong-typed');
  const shown = { kind: 'copyable', label, text: excerpt(typed, limits.card.copyable) } as const;
  const { sections } = outcome.card;
  const both = cardLength(outcome.card) + cardLength({ sections: [shown], actions: [] });
  const fits = both <= limits.card.totalText && sections.length < limits.card.sections;
  // Where both do not fit, what was typed matters more than how the row stands now.
  const kept = fits ? sections : sections.slice(0, 1);
  return { ...outcome, card: card({ ...outcome.card, sections: [...kept, shown] }) };
}

/** All texts of a submission, one below the other. */
export function typedTexts(values: FormValues): string[] {
  return Object.values(values).filter((value) => typeof value === 'string');
}

function notice(locale: Locale, title: 'expired-title' | 'problem-title', body: RichText): Outcome {
  return refuse(card({ title: messages.text(locale, title), sections: [text(body)] }));
}

function typedBack(locale: Locale, label: 'you-typed' | 'went-wrong-typed', typed: string): Section[] {
  const given = words(typed);
  // A bare command name is quicker typed again than copied.
  if (given.value === '' || /^\/\S*$/.test(given.value)) return [];
  return [{ kind: 'copyable', label: messages.text(locale, label), text: excerpt(given, limits.card.copyable) }];
}
