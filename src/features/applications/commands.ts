import {
  type CommandGroup,
  defineCommand,
  defineCommandGroup,
  findChoice,
  type TextOption,
} from '../../core/commands/index.ts';
import { ask, type Context, refuse, reply } from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { change, setSilence } from './actions.ts';
import { shortName, stageName, todayOf } from './controls.ts';
import { stageChoices, writeTable } from './csv.ts';
import type { Parts } from './desk.ts';
import { silenceCard } from './entry-view.ts';
import { addNote, applicationForm, blank } from './forms.ts';
import { exportCard, importForm } from './import-view.ts';
import { foundCard, limitCard } from './list-view.ts';
import { moveTo } from './moves.ts';
import { type Application, applicationLimits, matchApplications, type Stage } from './rules.ts';
import type { Shelf } from './store.ts';
import { messages } from './texts.ts';

export function applicationCommands(parts: Parts): CommandGroup {
  return defineCommandGroup({
    name: 'applications',
    summary: (locale) => messages.text(locale, 'group-summary'),
    subcommands: [
      addCommand(parts),
      listCommand(parts),
      moveCommand(parts),
      noteCommand(parts),
      archiveCommand(parts),
      importCommand(),
      exportCommand(parts),
      silenceCommand(parts),
    ],
  });
}

const stageOption = {
  kind: 'choice',
  summary: (locale: string) => messages.text(locale, 'option-stage'),
  choices: stageChoices(stageName),
} as const;

function addCommand({ store, desk }: Parts) {
  return defineCommand({
    name: 'add',
    summary: (locale) => messages.text(locale, 'add-summary'),
    firstResponse: 'form',
    options: {
      company: {
        kind: 'text',
        maxLength: applicationLimits.company,
        summary: (locale) => messages.text(locale, 'option-company'),
      },
      role: {
        kind: 'text',
        maxLength: applicationLimits.role,
        summary: (locale) => messages.text(locale, 'option-role'),
      },
      stage: stageOption,
    },
    run: async (context, { company, role, stage = 'applied' }) => {
      const { member, now } = context;
      const today = todayOf(member, now);
      const id = context.newId();
      const appliedOn = stage === 'wishlist' ? null : today;
      const facts = { ...blank, company: company?.value ?? '', role: role?.value ?? '', stage, appliedOn };
      if (!company) return ask(applicationForm(member.locale, { id, version: 0 }, facts));
      const fresh = { id, eventId: context.newId(), facts, note: '', noteId: context.newId() };
      if ((await store.add(member.id, [fresh], { now, today })) === 'full')
        return refuse(limitCard(member.locale, shortName(facts, 400)));
      const added = await desk.own(context, id);
      return 'kind' in added ? added : reply(await desk.show(context, added, messages.rich(member.locale, 'saved')));
    },
  });
}

function listCommand({ store, desk }: Parts) {
  const shelves: readonly Shelf[] = ['current', 'closed', 'archived'];
  return defineCommand({
    name: 'list',
    summary: (locale) => messages.text(locale, 'list-summary'),
    firstResponse: 'private',
    options: {
      show: {
        kind: 'choice',
        summary: (locale) => messages.text(locale, 'option-show'),
        choices: shelves.map((shelf) => ({
          value: shelf,
          label: (locale: string) => messages.text(locale, `show-${shelf}`),
        })),
      },
      search: { kind: 'text', maxLength: 100, summary: (locale) => messages.text(locale, 'option-search') },
    },
    run: async (context, { show = 'current', search }) => {
      const { id, locale } = context.member;
      if (!search) return reply(await desk.list(context, show, 0));
      return reply(foundCard(locale, matchApplications(await store.all(id), search.value), 'search'));
    },
  });
}

function moveCommand(parts: Parts) {
  return defineCommand({
    name: 'move',
    summary: (locale) => messages.text(locale, 'move-summary'),
    firstResponse: 'private',
    options: { application: which(parts), stage: stageOption },
    run: async (context, { application, stage }) => {
      const all = await parts.store.all(context.member.id);
      const typed = application?.value ?? '';
      // "acme final round" typed in one go is a company and a stage, unless something is called so.
      const parted =
        stage || matchApplications(all, typed).length > 0
          ? { name: typed, stage }
          : partStage(typed, context.member.locale);
      const found = await parts.desk.named(context, parted.name);
      if ('kind' in found) return found;
      if (!parted.stage || parted.stage === found.stage) return reply(await parts.desk.show(context, found));
      return moveTo(parts, context, found, parted.stage, reply);
    },
  });
}

/** Parts a stage from the end of what was typed. */
function partStage(typed: string, locale: Locale): { readonly name: string; readonly stage: Stage | undefined } {
  const pieces = typed.split(/\s+/);
  for (let count = Math.min(3, pieces.length - 1); count > 0; count -= 1) {
    const stage = findChoice(stageOption.choices, pieces.slice(-count).join(' '), locale);
    if (stage !== undefined) return { name: pieces.slice(0, -count).join(' '), stage: stage as Stage };
  }
  return { name: typed, stage: undefined };
}

function noteCommand(parts: Parts) {
  return defineCommand({
    name: 'note',
    summary: (locale) => messages.text(locale, 'note-summary'),
    firstResponse: 'private',
    options: {
      application: which(parts),
      text: {
        kind: 'text',
        maxLength: applicationLimits.note,
        summary: (locale) => messages.text(locale, 'option-note'),
      },
    },
    run: async (context, { application, text }) => {
      const found = await parts.desk.named(context, application?.value ?? '');
      if ('kind' in found) return found;
      return text ? addNote(parts, context, found, text.value) : reply(await parts.desk.show(context, found));
    },
  });
}

function archiveCommand(parts: Parts) {
  return defineCommand({
    name: 'archive',
    summary: (locale) => messages.text(locale, 'archive-summary'),
    firstResponse: 'private',
    options: { application: which(parts) },
    run: async (context, { application }) => {
      const found = await parts.desk.named(context, application?.value ?? '');
      if ('kind' in found) return found;
      const archived = !found.archived;
      return change(parts, context, found, { archived }, archived ? 'archived' : 'unarchived', reply);
    },
  });
}

function importCommand() {
  return defineCommand({
    name: 'import',
    summary: (locale) => messages.text(locale, 'import-summary'),
    firstResponse: 'form',
    options: {},
    run: async ({ member }) => ask(importForm(member.locale)),
  });
}

function exportCommand({ store }: Parts) {
  return defineCommand({
    name: 'export',
    summary: (locale) => messages.text(locale, 'export-summary'),
    firstResponse: 'private',
    options: {},
    run: async ({ member }) => {
      const { id, locale } = member;
      const [all, notes] = await Promise.all([store.all(id), store.newestNotes(id)]);
      const count = all.length;
      const bytes = new TextEncoder().encode(
        writeTable(all.map((each) => ({ facts: each, note: notes.get(each.id) ?? '' }))),
      );
      const description = messages.text(locale, 'export-file', { count });
      const file = { name: 'applications.csv', mediaType: 'text/csv', bytes, description };
      return reply(exportCard(locale, count), count === 0 ? [] : [file]);
    },
  });
}

const shortestSilence = 3;
const longestSilence = 120;

function silenceCommand(parts: Parts) {
  return defineCommand({
    name: 'silence',
    summary: (locale) => messages.text(locale, 'silence-summary'),
    firstResponse: 'private',
    options: {
      days: {
        kind: 'number',
        min: 0,
        max: longestSilence,
        whole: true,
        summary: (locale) => messages.text(locale, 'option-days'),
      },
    },
    run: async (context, { days }) => {
      const isShort = days !== undefined && days > 0 && days < shortestSilence;
      if (days === undefined || isShort) return reply(silenceCard(context.member));
      return setSilence(parts, context, days, reply);
    },
  });
}

function which({ store }: Parts): TextOption {
  return {
    kind: 'text',
    maxLength: 200,
    summary: (locale) => messages.text(locale, 'option-application'),
    suggest: async ({ member }: Context, typed: string) => {
      const found = matchApplications(await store.all(member.id), typed);
      return found.slice(0, 25).map((each: Application) => ({ value: each.id, label: shortName(each, 90) }));
    },
  };
}
