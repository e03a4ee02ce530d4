import {
  actionToken,
  type Context,
  chosenValues,
  type FormHandler,
  fieldErrors,
  isRowId,
  refuse,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { formatDate, type LocalDate, readDate } from '../../core/time/index.ts';
import { type Field, type Form, type FormValues, form } from '../../core/views/index.ts';
import { at, shortName, stageName, todayOf } from './controls.ts';
import type { Parts } from './desk.ts';
import { limitCard } from './list-view.ts';
import { moved } from './moves.ts';
import {
  type Application,
  type ApplicationFacts,
  applicationLimits,
  isEnded,
  type Stage,
  splitWhere,
  stages,
} from './rules.ts';
import { messages } from './texts.ts';

/** What an application is before anything is known of it. */
export const blank: ApplicationFacts = {
  company: '',
  role: '',
  link: '',
  source: '',
  stage: 'applied',
  appliedOn: null,
  nextOn: null,
};

/** The form of an application; its token carries the id under which a new one will be kept. */
export function applicationForm(
  locale: Locale,
  target: { readonly id: string; readonly version: number },
  facts: ApplicationFacts,
): Form {
  const isNew = target.version === 0;
  return form({
    token: actionToken(isNew ? at.add : at.edit, target.id, target.version),
    title: messages.text(locale, isNew ? 'form-new' : 'form-edit'),
    submitLabel: messages.text(locale, 'form-save'),
    fields: fieldsOf(locale, facts),
  });
}

function fieldsOf(locale: Locale, facts: ApplicationFacts): Field[] {
  const line = { kind: 'text', multiline: false, required: false } as const;
  const where = [facts.source, facts.link].filter((part) => part !== '').join(' ');
  return [
    {
      ...line,
      name: 'company',
      label: messages.text(locale, 'field-company'),
      required: true,
      maxLength: applicationLimits.company,
      value: facts.company,
    },
    {
      ...line,
      name: 'role',
      label: messages.text(locale, 'field-role'),
      maxLength: applicationLimits.role,
      value: facts.role,
    },
    {
      kind: 'select',
      name: 'stage',
      label: messages.text(locale, 'field-stage'),
      required: true,
      maxChoices: 1,
      options: stages.map((stage) => ({ value: stage, label: stageName(locale, stage) })),
      values: [facts.stage],
    },
    {
      ...line,
      name: 'next',
      label: messages.text(locale, 'field-next'),
      hint: messages.text(locale, 'field-next-hint'),
      maxLength: 60,
      value: facts.nextOn === null ? '' : formatDate(facts.nextOn, locale),
    },
    {
      ...line,
      name: 'where',
      label: messages.text(locale, 'field-where'),
      hint: messages.text(locale, 'field-where-hint'),
      maxLength: applicationLimits.where,
      value: where,
    },
  ];
}

type ReadForm =
  | { readonly ok: true; readonly facts: ApplicationFacts }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** @param standing what it changes: a date that stands in it already may lie in the past. */
function readForm(locale: Locale, values: FormValues, today: LocalDate, standing: ApplicationFacts): ReadForm {
  const { link, source } = splitWhere(textValue(values, 'where'));
  const next = readNext(locale, textValue(values, 'next'), today, standing.nextOn);
  if ('fault' in next) return { ok: false, errors: { next: messages.text(locale, next.fault) } };
  if (link.length > applicationLimits.link)
    return { ok: false, errors: { where: messages.text(locale, 'fault-link') } };
  const stage = (chosenValues(values, 'stage')[0] ?? 'applied') as Stage;
  const company = textValue(values, 'company');
  return {
    ok: true,
    facts: {
      company,
      role: textValue(values, 'role'),
      link,
      source,
      stage,
      // Whatever came after it, there was a day on which it was sent; the first one noted stays.
      appliedOn: standing.appliedOn ?? (stage === 'wishlist' ? null : today),
      nextOn: next.on,
    },
  };
}

type NextFault = 'fault-date-unclear' | 'fault-date-ambiguous' | 'fault-date-past';

function readNext(
  locale: Locale,
  typed: string,
  today: LocalDate,
  standing: LocalDate | null,
): { on: LocalDate | null } | { fault: NextFault } {
  if (typed === '') return { on: null };
  if (standing !== null && typed === formatDate(standing, locale)) return { on: standing };
  const read = readDate(typed, today, { locale });
  if (!read.ok) return { fault: `fault-date-${read.fault}` };
  return read.date < today ? { fault: 'fault-date-past' } : { on: read.date };
}

export function addForm({ store, desk }: Parts): FormHandler {
  return {
    action: at.add,
    build: async (context, { row }) => {
      const id = isRowId(row) ? row : context.newId();
      return applicationForm(context.member.locale, { id, version: 0 }, blank);
    },
    run: async (context, { row, values }) => {
      const { member, now } = context;
      const today = todayOf(member, now);
      const read = readForm(member.locale, values, today, blank);
      if (!read.ok) return fieldErrors(read.errors);
      const id = isRowId(row) ? row : context.newId();
      const fresh = { id, eventId: context.newId(), facts: read.facts, note: '', noteId: context.newId() };
      if ((await store.add(member.id, [fresh], { now, today })) === 'full')
        return refuse(limitCard(member.locale, shortName(read.facts, 400)));
      const added = await desk.own(context, id);
      return 'kind' in added ? added : reply(await desk.show(context, added, messages.rich(member.locale, 'saved')));
    },
  };
}

export function editForm({ store, desk }: Parts): FormHandler {
  return {
    action: at.edit,
    build: async (context, target) => {
      const found = await desk.current(context, target);
      return 'kind' in found ? found : applicationForm(context.member.locale, found, found);
    },
    run: async (context, submission) => {
      const { member, now } = context;
      const today = todayOf(member, now);
      const current = await desk.current(context, submission);
      if ('kind' in current) return current;
      const read = readForm(member.locale, submission.values, today, current);
      if (!read.ok) return fieldErrors(read.errors);
      const change = { ...read.facts, eventId: context.newId() };
      const changed = await store.change(member.id, current, change, { now, today });
      if (!changed) return fieldErrors({ company: messages.text(member.locale, 'overtaken') });
      const said =
        changed.stage === current.stage
          ? messages.rich(member.locale, 'saved')
          : moved(member.locale, current, changed);
      return reply(await desk.show(context, changed, said, endedJustNow(current, changed)));
    },
  };
}

function endedJustNow(before: Application, after: Application): boolean {
  return !isEnded(before.stage) && after.stage === 'rejected';
}

export function noteForm(parts: Parts): FormHandler {
  const { desk } = parts;
  return {
    action: at.note,
    build: async (context, { row }) => {
      const found = await desk.own(context, row);
      if ('kind' in found) return found;
      const { locale } = context.member;
      return form({
        token: actionToken(at.note, found.id),
        title: messages.text(locale, 'button-note'),
        submitLabel: messages.text(locale, 'form-save'),
        fields: [
          {
            kind: 'text',
            name: 'note',
            label: messages.text(locale, 'field-note'),
            required: true,
            multiline: true,
            maxLength: applicationLimits.note,
          },
        ],
      });
    },
    run: async (context, { row, values }) => {
      const found = await desk.own(context, row);
      return 'kind' in found ? found : addNote(parts, context, found, textValue(values, 'note'));
    },
  };
}

/** Keeps a note and shows the application with it. */
export async function addNote({ store, desk }: Parts, context: Context, application: Application, note: string) {
  const { member, now } = context;
  const at = { now, today: todayOf(member, now) };
  const kept = await store.addNote(member.id, application.id, context.newId(), note, at);
  const { notes: most } = applicationLimits;
  const said = kept ? messages.rich(member.locale, 'noted') : messages.rich(member.locale, 'notes-full', { most });
  return reply(await desk.show(context, application, said));
}
