import type { ChoiceOption, Localised } from '../commands/index.ts';
import { coreMessages as messages } from '../messages.ts';
import type { Kept, Records } from '../ports/index.ts';
import { type Locale, type RichText, type Words, words } from '../text/index.ts';
import { formatMoment } from '../time/index.ts';
import { type Action, type Button, type Card, card, excerpt, limits, text } from '../views/index.ts';
import type { ActionHandler, Press } from './feature.ts';
import { isRowId } from './ids.ts';
import type { Context } from './interaction.ts';
import { type Outcome, replace, reply } from './outcome.ts';
import { findCurrent, findOwn } from './own.ts';
import { actionToken } from './token.ts';

/** How a member finds, opens and deletes what they keep of one kind. */
export interface ShelfParts<Value> {
  /** The feature's name, with which the names of the actions begin. */
  readonly feature: string;
  readonly records: Records<Value>;
  /** A kept thing as its owner sees it; it has a `deleteButton`. */
  card(context: Context, kept: Kept<Value>): Card;
  /** What it is called in the list, beside its date. */
  name(locale: Locale, value: Value): string;
  readonly title: Localised;
  /** Said where nothing is kept. */
  empty(locale: Locale): RichText;
}

export interface Shelf {
  /** The option of a command that asks for the list. */
  readonly option: ChoiceOption<'log'>;
  readonly actions: readonly ActionHandler[];
  /** The newest, in a select that opens one. */
  list(context: Context): Promise<Outcome>;
}

const names = (feature: string) => ({
  list: `${feature}.list`,
  open: `${feature}.open`,
  ask: `${feature}.delete`,
  remove: `${feature}.delete-now`,
  show: `${feature}.show`,
});

/** The actions that every kind of kept thing has. Deleting asks once. */
export function createShelf<Value>(parts: ShelfParts<Value>): Shelf {
  const { feature, records } = parts;
  const at = names(feature);
  const page = async (context: Context, after: string | undefined): Promise<Card> => {
    const found = await records.latest(context.member.id, limits.select.options + 1, after);
    // What the last page ended with may have been deleted meanwhile.
    if (found.length === 0 && after !== undefined) return page(context, undefined);
    return listCard(parts, context, found);
  };
  const show = async (context: Context, row: string, answer: (shown: Card) => Outcome): Promise<Outcome> => {
    const found = await findOwn(context, records, row);
    return 'kind' in found ? found : answer(parts.card(context, found));
  };
  const ask = async (context: Context, press: Press): Promise<Outcome> => {
    const found = await findCurrent(context, records, press, parts.card);
    return 'kind' in found ? found : replace(askCard(context.member.locale, feature, parts, found));
  };
  const remove = async (context: Context, press: Press): Promise<Outcome> => {
    const found = await findCurrent(context, records, press, parts.card);
    if ('kind' in found) return found;
    if (await records.remove(context.member.id, found.id, found.version))
      return replace(goneCard(context.member.locale));
    return ask(context, press);
  };
  const saved = (locale: Locale) => messages.text(locale, 'own-list');
  return {
    option: {
      kind: 'choice',
      summary: saved,
      choices: [{ value: 'log', label: saved, aliases: ['saved', 'list'] }],
    },
    list: async (context) => reply(await page(context, undefined)),
    actions: [
      {
        action: at.list,
        run: async (context, { row }) => replace(await page(context, isRowId(row) ? row : undefined)),
      },
      { action: at.open, run: (context, { chosen }) => show(context, chosen[0] ?? '-', reply) },
      { action: at.show, run: (context, { row }) => show(context, row, replace) },
      { action: at.ask, run: ask },
      { action: at.remove, run: remove },
    ],
  };
}

/** Leads to the list. */
export function listButton(locale: Locale, feature: string): Button {
  return button(messages.text(locale, 'own-list'), actionToken(names(feature).list));
}

/** Asks whether to delete. */
export function deleteButton<Value>(locale: Locale, feature: string, kept: Kept<Value>): Button {
  return button(messages.text(locale, 'own-delete'), actionToken(names(feature).ask, kept.id, kept.version), 'danger');
}

/** Back to what is kept, with nothing changed. */
export function keepButton<Value>(locale: Locale, feature: string, kept: Kept<Value>): Button {
  return button(messages.text(locale, 'own-keep'), actionToken(names(feature).show, kept.id, kept.version));
}

function listCard<Value>(parts: ShelfParts<Value>, context: Context, found: readonly Kept<Value>[]): Card {
  const { locale, zone } = context.member;
  const title = parts.title(locale);
  if (found.length === 0) return card({ title, sections: [text(parts.empty(locale))] });
  const shown = found.slice(0, limits.select.options);
  const last = shown.at(-1);
  const options = shown.map((kept) => ({
    value: kept.id,
    label: nameOf(parts, locale, kept).value,
    description: formatMoment(kept.createdAt.toISOString(), 'date', { locale, zone, now: context.now }),
  }));
  const open: Action = {
    kind: 'select',
    token: actionToken(names(parts.feature).open),
    placeholder: messages.text(locale, 'own-open'),
    options,
  };
  const older =
    last && found.length > shown.length
      ? [button(messages.text(locale, 'own-older'), actionToken(names(parts.feature).list, last.id))]
      : [];
  return card({
    title,
    sections: [text(messages.rich(locale, 'own-newest'))],
    actions: [open, ...older],
    footer: messages.rich(locale, 'own-private'),
  });
}

/** On one line, and short enough for a label. */
function nameOf<Value>(parts: ShelfParts<Value>, locale: Locale, kept: Kept<Value>): Words {
  return excerpt(words(parts.name(locale, kept.value).replace(/\s+/g, ' ')), limits.select.label);
}

function askCard<Value>(locale: Locale, feature: string, parts: ShelfParts<Value>, kept: Kept<Value>): Card {
  const yes = actionToken(names(feature).remove, kept.id, kept.version);
  return card({
    title: messages.text(locale, 'own-delete-title'),
    sections: [text(messages.rich(locale, 'own-delete-text', { name: nameOf(parts, locale, kept) }))],
    actions: [button(messages.text(locale, 'own-delete-yes'), yes, 'danger'), keepButton(locale, feature, kept)],
  });
}

function goneCard(locale: Locale): Card {
  return card({
    title: messages.text(locale, 'own-deleted-title'),
    sections: [text(messages.rich(locale, 'own-deleted-text'))],
  });
}

function button(label: string, token: string, style: Button['style'] = 'plain'): Button {
  return { kind: 'button', label, token, style };
}
