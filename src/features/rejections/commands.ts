import { energies, type Stage, stages } from '../../content/index.ts';
import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  type Context,
  chosenValues,
  expiredReply,
  type FormHandler,
  fieldErrors,
  isRowId,
  notYoursReply,
  type Outcome,
  outOfDate,
  type Press,
  replace,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import type { CareParts } from './care.ts';
import { advance, answerOrAsk } from './care.ts';
import { logPage } from './log.ts';
import type { Rejection } from './rejection.ts';
import { messages } from './texts.ts';
import { actions, askStageCard, confirmDeleteCard, deletedCard, detailsForm, entryCard, stageName } from './views.ts';

export function rejectedCommand(parts: CareParts): Command {
  return defineCommand({
    name: 'rejected',
    summary: (locale) => messages.text(locale, 'summary'),
    firstResponse: 'private',
    options: {
      show: {
        kind: 'choice',
        summary: (locale) => messages.text(locale, 'show-summary'),
        choices: [{ value: 'log', label: (locale) => messages.text(locale, 'show-log') }],
      },
      stage: {
        kind: 'choice',
        summary: (locale) => messages.text(locale, 'stage-summary'),
        choices: stages.map((stage) => ({
          value: stage,
          label: (locale) => stageName(locale, stage),
          aliases: stageAliases[stage],
        })),
      },
      company: { kind: 'text', maxLength: 120, summary: (locale) => messages.text(locale, 'company-summary') },
      role: { kind: 'text', maxLength: 120, summary: (locale) => messages.text(locale, 'role-summary') },
    },
    run: async (context, { show, stage, company, role }) => {
      if (show === 'log') return reply(await logPage(parts, context, 0));
      if (!stage && !company && !role) return reply(askStageCard(context.member.locale, '-', 0));
      const rejection = await parts.store.add({
        id: context.newId(),
        memberId: context.member.id,
        stage: stage ?? null,
        energy: null,
        happenedAt: context.now,
        company: company?.value ?? '',
        role: role?.value ?? '',
      });
      return reply(await answerOrAsk(parts, context, rejection));
    },
  });
}

/** What members call a stage, besides its name. */
const stageAliases: Readonly<Record<Stage, readonly string[]>> = {
  application: ['applied', 'cv', 'resume', 'no interview'],
  'no-reply': ['ghosted', 'no answer', 'silence', 'noreply'],
  screening: ['phone screen', 'screen', 'recruiter call', 'first call'],
  assessment: ['test', 'task', 'take-home', 'coding test', 'assignment'],
  interview: ['onsite', 'interviews', 'first round', 'second round'],
  final: ['final round', 'last round', 'final interview'],
  withdrawn: ['offer withdrawn', 'offer', 'rescinded', 'offer rescinded'],
  frozen: ['position frozen', 'freeze', 'hiring freeze', 'on hold', 'cancelled'],
};

export function rejectionActions(parts: CareParts): ActionHandler[] {
  const { store } = parts;
  return [
    { action: actions.stage, run: (context, press) => chooseStage(parts, context, press) },
    ...energies.map((energy) => ({
      action: actions.energy(energy),
      run: (context: Context, press: Press) => {
        return withCurrent(parts, context, press, (rejection) => advance(parts, context, rejection, { energy }));
      },
    })),
    { action: actions.fromApplication, run: (context, { row }) => fromApplication(parts, context, row) },
    {
      action: actions.log,
      run: async (context, { row }) => replace(await logPage(parts, context, /^\d{1,6}$/.test(row) ? Number(row) : 0)),
    },
    {
      action: actions.open,
      run: (context, press) =>
        withOwn(parts, context, press.chosen[0] ?? '-', (entry) => replace(entryCard(context.member.locale, entry))),
    },
    {
      action: actions.show,
      run: (context, press) =>
        withOwn(parts, context, press.row, (entry) => replace(entryCard(context.member.locale, entry))),
    },
    {
      action: actions.help,
      run: (context, { row }) =>
        withOwn(parts, context, row, async (entry) => reply(await answerOrAsk(parts, context, entry))),
    },
    {
      action: actions.delete,
      run: (context, press) =>
        withCurrent(parts, context, press, (entry) => replace(confirmDeleteCard(context.member.locale, entry))),
    },
    {
      action: actions.deleteNow,
      run: (context, press) => {
        return withCurrent(parts, context, press, async (entry) => {
          await store.delete(context.member.id, entry.id);
          return replace(deletedCard(context.member.locale));
        });
      },
    },
    {
      action: actions.reopen,
      run: (context, press) => {
        return withCurrent(parts, context, press, async (entry) => {
          const changed = await store.change(entry, press.version, { reopenedAt: context.now });
          return changed ? replace(entryCard(context.member.locale, changed)) : expiredReply(context.member.locale);
        });
      },
    },
  ];
}

/** Keeps a rejection with what the application says of it, and goes on from there. */
async function fromApplication(parts: CareParts, context: Context, row: string): Promise<Outcome> {
  const { member, now } = context;
  const facts = isRowId(row) ? await parts.application(member.id, row) : undefined;
  if (!facts) return expiredReply(member.locale);
  const base = { id: context.newId(), memberId: member.id, energy: null, happenedAt: now };
  return reply(await answerOrAsk(parts, context, await parts.store.add({ ...base, ...facts })));
}

async function chooseStage(parts: CareParts, context: Context, press: Press): Promise<Outcome> {
  const stage = stages.find((each) => each === press.chosen[0]);
  if (!stage) return replace(askStageCard(context.member.locale, press.row, press.version));
  if (press.row !== '-')
    return withCurrent(parts, context, press, (rejection) => advance(parts, context, rejection, { stage }));
  const { member, now } = context;
  const rejection = await parts.store.add({
    id: context.newId(),
    memberId: member.id,
    stage,
    energy: null,
    happenedAt: now,
    company: '',
    role: '',
  });
  return replace(await answerOrAsk(parts, context, rejection));
}

export function detailsFormHandler(parts: CareParts): FormHandler {
  return {
    action: actions.details,
    build: async (context, { row }) => {
      const found = await ownRejection(parts, context, row);
      return 'kind' in found ? found : detailsForm(context.member.locale, found);
    },
    run: async (context, { row, version, values }) => {
      const { locale } = context.member;
      const found = await ownRejection(parts, context, row);
      if ('kind' in found) return found;
      const stage = stages.find((each) => each === chosenValues(values, 'stage')[0]) ?? null;
      const typed = { company: textValue(values, 'company'), role: textValue(values, 'role') };
      const isRepeat = found.stage === stage && found.company === typed.company && found.role === typed.role;
      const changed = isRepeat ? found : await parts.store.change(found, version, { stage, ...typed });
      if (!changed) return fieldErrors({ company: messages.text(locale, 'changed-elsewhere') });
      return reply(entryCard(locale, changed, true));
    },
  };
}

/** The rejection if it is the actor's, else what to answer. */
async function ownRejection(parts: CareParts, context: Context, row: string): Promise<Rejection | Outcome> {
  const found = isUuid(row) ? await parts.store.find(row) : undefined;
  if (!found) return expiredReply(context.member.locale);
  return found.memberId === context.member.id ? found : notYoursReply(context.member.locale);
}

async function withOwn(
  parts: CareParts,
  context: Context,
  row: string,
  then: (rejection: Rejection) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const found = await ownRejection(parts, context, row);
  return 'kind' in found ? found : then(found);
}

/** As `withOwn`, and only where the card that was pressed shows the row as it is now. */
async function withCurrent(
  parts: CareParts,
  context: Context,
  press: Press,
  then: (rejection: Rejection) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  return withOwn(parts, context, press.row, (rejection) => {
    if (rejection.version === press.version) return then(rejection);
    return outOfDate(context.member.locale, entryCard(context.member.locale, rejection));
  });
}

function isUuid(row: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(row);
}
