import { type CommandGroup, defineCommand, defineCommandGroup } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  type Context,
  expiredReply,
  type Outcome,
  replace,
  reply,
} from '../../core/interactions/index.ts';
import type { Consent, Consents, OutgoingFile } from '../../core/ports/index.ts';
import type { Card } from '../../core/views/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { exportHtml, exportJson } from './export.ts';
import type { RetentionStore } from './shorter.ts';
import type { Holding, MyDataStore } from './store.ts';
import { messages } from './texts.ts';
import { askAgainCard, askCard, at, doneCard, exportCard, keptCard, type Line, showCard } from './views.ts';

export interface Parts {
  readonly store: MyDataStore;
  readonly retention: RetentionStore;
  readonly database: Database;
  readonly consents: Consents<Queries>;
  readonly asked: readonly Consent[];
}

export function myDataCommands(parts: Parts): CommandGroup {
  const { store } = parts;
  return defineCommandGroup({
    name: 'mydata',
    summary: (locale) => messages.text(locale, 'summary'),
    subcommands: [
      defineCommand({
        name: 'show',
        summary: (locale) => messages.text(locale, 'show-summary'),
        firstResponse: 'private',
        options: {},
        run: async (context) => reply(await show(parts, context)),
      }),
      defineCommand({
        name: 'export',
        summary: (locale) => messages.text(locale, 'export-summary'),
        firstResponse: 'private',
        options: {},
        run: (context) => exportAll(store, context),
      }),
      defineCommand({
        name: 'delete',
        summary: (locale) => messages.text(locale, 'delete-summary'),
        firstResponse: 'private',
        options: {},
        run: async (context) => reply(await ask(store, context)),
      }),
    ],
  });
}

export function myDataActions(parts: Parts): ActionHandler[] {
  const { store } = parts;
  const own = (action: string, run: (context: Context) => Outcome | Promise<Outcome>): ActionHandler => ({
    action,
    run: async (context, { row }) => (row === context.member.id ? run(context) : expiredReply(context.member.locale)),
  });
  return [
    own(at.export, (context) => exportAll(store, context)),
    own(at.ask, async (context) => replace(await ask(store, context))),
    own(at.sure, ({ member }) => replace(askAgainCard(member))),
    own(at.keep, ({ member }) => replace(keptCard(member))),
    own(at.now, (context) => removeAll(store, context)),
    { action: at.stop, run: async (context, { row }) => replace(await stop(parts, context, row)) },
  ];
}

async function show({ store, retention, consents, asked }: Parts, context: Context): Promise<Card> {
  const { member, now } = context;
  const holdings = await store.count(member.id);
  const since = await store.since(member.id);
  const given = await consents.of(member.id);
  const standing = asked.filter(({ name }) => given.includes(name));
  const kept = await retention.of(member.communityId);
  return showCard(member, linesOf(context, holdings), { asked: standing, kept, since: since ?? now, now });
}

/** Takes a consent back. To have less sent to oneself, no newer card need be seen first. */
async function stop(parts: Parts, context: Context, name: string): Promise<Card> {
  await parts.consents.revoke(parts.database.queries, context.member.id, { name });
  return show(parts, context);
}

async function exportAll(store: MyDataStore, context: Context): Promise<Outcome> {
  const { member, now } = context;
  const everything = await store.everything(member.id);
  if (!everything) return expiredReply(member.locale);
  const { locale, zone } = member;
  const file = (name: string, mediaType: string, content: string, description: string): OutgoingFile => ({
    name,
    mediaType,
    bytes: new TextEncoder().encode(content),
    description,
  });
  const html = exportHtml(everything, { locale, zone, now });
  return reply(exportCard(member), [
    file('rebound.html', 'text/html; charset=utf-8', html, messages.text(locale, 'html-description')),
    file('rebound.json', 'application/json', exportJson(everything, now), messages.text(locale, 'json-description')),
  ]);
}

async function ask(store: MyDataStore, context: Context) {
  return askCard(context.member, linesOf(context, await store.count(context.member.id)));
}

async function removeAll(store: MyDataStore, context: Context): Promise<Outcome> {
  const { member, now } = context;
  const removed = await store.remove(member.id);
  if (!removed) return expiredReply(member.locale);
  return replace(doneCard(member, linesOf(context, removed), context.newId(), now));
}

function linesOf({ member }: Context, holdings: readonly Holding[]): Line[] {
  return holdings.flatMap(({ table, count }) => (count > 0 ? [table.describe(member.locale, count)] : []));
}
