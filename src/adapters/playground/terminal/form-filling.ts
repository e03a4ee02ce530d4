import type { FormValues, SelectField } from '../../../core/views/index.ts';
import type { ShownField, ShownForm } from '../protocol.ts';

/**
 * A form being filled in line by line. A plain line answers the field that is asked, an empty one keeps what stands there;
 * `field: value` fills a field by its name or label, and an empty line after such lines sends the form; so does a single dot.
 * A text of several lines ends at an empty line, a single dot, or the next `field: value`.
 */
export interface Filling {
  /** The field that is asked now; undefined once all are. */
  readonly asked: ShownField | undefined;
  readonly values: FormValues;
  /** Whether anything was filled in. */
  readonly touched: boolean;
  /** Whether a text of several lines is being written. */
  readonly isWriting: boolean;
  /** Takes a line. Never throws. */
  take(line: string): Taken;
  /** Ends a text that is still being written, where the lines end. */
  finish(): void;
}

/** `send`: all is answered, or the member wants it sent. `unclear`: the line is none of the options of the field. */
export type Taken = 'more' | 'send' | 'cancel' | { readonly unclear: SelectField };

/** @param only the names of the fields to ask; the others keep what stands in them. */
export function fillForm(form: ShownForm, only: readonly string[] = form.fields.map((field) => field.name)): Filling {
  const values: Record<string, string | readonly string[]> = {};
  for (const field of form.fields) values[field.name] = standingValue(field);
  let toAsk = form.fields.filter((field) => only.includes(field.name));
  let touched = false;
  let isNaming = false;
  let writing: { readonly field: ShownField; readonly lines: string[] } | undefined;

  const answered = (field: ShownField, value: string | readonly string[]) => {
    values[field.name] = value;
    touched = true;
    toAsk = toAsk.filter((each) => each !== field);
  };

  const finish = () => {
    if (!writing) return;
    const { field, lines } = writing;
    writing = undefined;
    answered(field, lines.join('\n'));
  };

  const fill = (field: ShownField, line: string): Taken => {
    if (field.kind === 'select') {
      const chosen = line.trim() === '' ? standingValue(field) : chosenIn(field, line);
      if (chosen === undefined) return { unclear: field };
      answered(field, chosen);
    } else if (field.multiline) {
      writing = { field, lines: [line] };
      return 'more';
    } else {
      answered(field, line);
    }
    return toAsk.length === 0 ? 'send' : 'more';
  };

  const keep = (field: ShownField): Taken => {
    toAsk = toAsk.filter((each) => each !== field);
    return toAsk.length === 0 ? 'send' : 'more';
  };

  return {
    get asked() {
      return writing?.field ?? toAsk[0];
    },
    values,
    get touched() {
      return touched || writing !== undefined;
    },
    get isWriting() {
      return writing !== undefined;
    },
    take: (line) => {
      const isEnd = line.trim() === '' || line.trim() === '.';
      const named = namedField(form, line);
      if (writing && !isEnd && !named) {
        writing.lines.push(line);
        return 'more';
      }
      if (writing) {
        finish();
        if (isEnd) return toAsk.length === 0 && !isNaming ? 'send' : 'more';
      }
      if (named) {
        isNaming = true;
        const taken = fill(named.field, named.value);
        // More may be named; the form waits for the empty line.
        return taken === 'send' ? 'more' : taken;
      }
      if (line.trim() === '.' || (isNaming && isEnd)) return 'send';
      if (line.trim().toLowerCase() === 'cancel') return 'cancel';
      const [field] = toAsk;
      if (!field) return 'send';
      return line.trim() === '' ? keep(field) : fill(field, line);
    },
    finish,
  };
}

function standingValue(field: ShownField): string | readonly string[] {
  return field.kind === 'text' ? (field.value ?? '') : (field.values ?? []);
}

function namedField(form: ShownForm, line: string): { field: ShownField; value: string } | undefined {
  const colon = line.indexOf(':');
  if (colon === -1) return undefined;
  const name = line.slice(0, colon).trim().toLowerCase();
  const field = form.fields.find((each) => each.name === name || each.label.toLowerCase() === name);
  return field && { field, value: line.slice(colon + 1).trim() };
}

/** The values meant by numbers, values or labels, separated by commas; undefined where one is none. */
function chosenIn(field: SelectField, line: string): readonly string[] | undefined {
  const chosen = [line, ...line.split(',')].map((piece) => optionValue(field, piece.trim().toLowerCase()));
  const [whole, ...pieces] = chosen;
  if (whole !== undefined) return [whole];
  return pieces.every((piece) => piece !== undefined) ? pieces : undefined;
}

function optionValue({ options }: SelectField, typed: string): string | undefined {
  const found = options.find(({ value, label }) => [value.toLowerCase(), label.toLowerCase()].includes(typed));
  return (found ?? (/^\d+$/.test(typed) ? options[Number(typed) - 1] : undefined))?.value;
}
