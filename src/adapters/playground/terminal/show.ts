import type { Locale } from '../../../core/text/index.ts';
import { formatMoment } from '../../../core/time/index.ts';
import { type PlainStyle, plainRich, renderPlain } from '../../../core/views/index.ts';
import { isDirect } from '../conversations.ts';
import type { Message, ShownField, ShownForm } from '../protocol.ts';
import { messages } from '../texts.ts';

export interface ScreenReader {
  readonly locale: Locale;
  readonly zone: string;
}

/** A message as plain text, its actions numbered. */
export function showMessage(message: Message, reader: ScreenReader): string {
  if (message.content.kind === 'text') return message.content.text;
  return renderPlain(message.content.card, styleOf(reader, new Date(message.at)));
}

/** What somebody said elsewhere or earlier, with who and where. */
export function showHeard(message: Message, reader: ScreenReader): string {
  const { locale } = reader;
  const name = message.author.kind === 'bot' ? messages.text(locale, 'direct-name') : message.author.id;
  const said = showMessage(message, reader);
  if (isDirect(message)) return messages.text(locale, 'terminal-heard-direct', { name, said });
  return messages.text(locale, 'terminal-heard', { name, place: message.conversationId, said });
}

/** What stands above a form's questions. */
export function showForm(form: ShownForm, errors: Readonly<Record<string, string>>, reader: ScreenReader): string {
  const { locale } = reader;
  const faults = form.fields.flatMap(({ name, label }) => {
    const error = errors[name];
    return error === undefined ? [] : [messages.text(locale, 'terminal-fault', { label, error })];
  });
  const parts = [form.title, ...(form.intro ? [plainRich(form.intro, styleOf(reader, new Date(0)))] : [])];
  const names = form.fields.map((field) => field.name);
  const help = () => messages.text(locale, 'terminal-form-help', { names: names.join(', '), first: names[0] ?? '' });
  return [...parts, faults.length > 0 ? faults.join('\n') : help()].join('\n\n');
}

/** The question for one field. */
export function showField(field: ShownField, standing: string | readonly string[], locale: Locale): string {
  const notes = field.required ? [] : [messages.text(locale, 'terminal-optional')];
  const value = [standing].flat().join(', ');
  if (value !== '') notes.push(messages.text(locale, 'terminal-standing', { value }));
  const { label, name, hint } = field;
  const note = notes.join(', ');
  const lines = [messages.text(locale, 'terminal-field', { label, name, note, hasNote: note === '' ? 'no' : 'yes' })];
  if (hint !== undefined) lines.push(`  ${hint}`);
  if (field.kind === 'select') {
    for (const [index, option] of field.options.entries()) {
      const { value, label } = option;
      lines.push(`  ${messages.text(locale, 'terminal-option', { number: index + 1, label, value })}`);
    }
    const { maxChoices: max } = field;
    if (max > 1) lines.push(`  ${messages.text(locale, 'terminal-several', { max })}`);
  } else if (field.multiline) {
    lines.push(`  ${messages.text(locale, 'terminal-multiline')}`);
  }
  return lines.join('\n');
}

function styleOf({ locale, zone }: ScreenReader, now: Date): PlainStyle {
  return {
    time: (instant, show) => formatMoment(instant, show, { locale, zone, now }),
    member: (id) => `@${id}`,
    numberActions: true,
  };
}
