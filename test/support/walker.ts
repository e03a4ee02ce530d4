import { type Command, isGroup, type Option } from '../../src/core/commands/index.ts';
import {
  type Actor,
  type Deed,
  type Dispatcher,
  type Outcome,
  parseActionToken,
} from '../../src/core/interactions/index.ts';
import { words } from '../../src/core/text/index.ts';
import type { Form, FormValues, PickField, SelectField } from '../../src/core/views/index.ts';

type Bare<Kind> = Kind extends Deed ? Omit<Kind, 'id' | 'actor' | 'place'> : never;

/** Something that can be done: what `walk` found on a card or form, to be tried again by somebody else. */
export type Found = Bare<Deed>;

export interface Walked {
  readonly deed: Found;
  readonly outcome: Outcome;
}

export function actorNamed(userId: string, more: Partial<Actor> = {}): Actor {
  const displayName = words(userId);
  return { platform: 'discord', communityId: 'one', userId, displayName, isModerator: false, locale: 'en', ...more };
}

let count = 0;

export async function act(dispatcher: Dispatcher, actor: Actor, deed: Found): Promise<Outcome> {
  count += 1;
  const interaction = {
    ...deed,
    id: `walk ${count}`,
    actor,
    place: { kind: 'channel', channelId: 'general' },
  } as const;
  return dispatcher.dispatch(interaction, { inlineErrors: true, formAfterForm: true });
}

// Each kind of button is pressed this often at most: on a few cards it stands for different things.
const mostOfOne = 3;

/**
 * Goes wherever a member can: every command, every form that opens, every button and choice on the cards that come, with
 * `said` typed wherever something can be typed. What takes something away is left alone, so that all of it is there at the end.
 */
export async function walk(dispatcher: Dispatcher, actor: Actor, said: string): Promise<readonly Walked[]> {
  const walked: Walked[] = [];
  const tried = new Map<string, number>();
  const waiting: Found[] = commandsOf(dispatcher, said);
  for (let deed = waiting.shift(); deed; deed = waiting.shift()) {
    const name = nameOf(deed);
    const times = tried.get(name) ?? 0;
    tried.set(name, times + 1);
    if (times >= mostOfOne) continue;
    const outcome = await act(dispatcher, actor, deed);
    walked.push({ deed, outcome });
    if (outcome.kind === 'form') {
      walked.push(...(await fillIn(dispatcher, actor, outcome.form, said)));
      const last = walked.at(-1)?.outcome;
      if (last) waiting.push(...leadsOf(last));
    } else {
      waiting.push(...leadsOf(outcome));
    }
  }
  return walked;
}

/** What a deed does, whatever it does it to. */
export function nameOf(deed: Found): string {
  if (deed.kind === 'command') return deed.path.join(' ') + Object.keys(deed.values).join('');
  if (deed.kind === 'line') return deed.line;
  return `${deed.kind} ${parseActionToken(deed.token)?.action ?? ''}`;
}

/** Every command that takes nothing away: with every option, with texts alone, and bare. */
export function commandsOf({ commands }: Dispatcher, said: string): Found[] {
  const all = commands.flatMap((entry): { path: readonly [string] | readonly [string, string]; command: Command }[] =>
    isGroup(entry)
      ? entry.subcommands.map((command) => ({ path: [entry.name, command.name], command }))
      : [{ path: [entry.name], command: entry }],
  );
  return all
    .filter(({ path }) => !takesAway.test(path.join('.')))
    .flatMap(({ path, command }) => {
      const full = Object.entries(command.options).map(([name, option]) => [name, valueFor(option, said)] as const);
      const texts = full.filter(([, value]) => value === said);
      const deeds = [full, texts, []].map(
        (values) => ({ kind: 'command', path, values: Object.fromEntries(values) }) as const,
      );
      return deeds;
    });
}

const takesAway = /delete|remove|undo|unlog|mydata/;

function valueFor(option: Option, said: string): string | number {
  if (option.kind === 'text') return said;
  return option.kind === 'number' ? option.min : (option.choices.at(-1)?.value ?? '');
}

/** Where a card leads. */
export function leadsOf(outcome: Outcome): Found[] {
  if (outcome.kind !== 'card') return [];
  return outcome.card.actions.flatMap((action): Found[] => {
    if (action.kind === 'link' || takesAway.test(action.token)) return [];
    if (action.kind === 'button') return [{ kind: 'press', token: action.token, chosen: [] }];
    return action.options
      .slice(0, mostOfOne)
      .map(({ value }) => ({ kind: 'press', token: action.token, chosen: [value] }));
  });
}

// What a field takes that does not take just any words.
const otherwise = ['5', 'every week', 'tomorrow', 'Berlin'];

async function fillIn(dispatcher: Dispatcher, actor: Actor, form: Form, said: string): Promise<Walked[]> {
  let values = valuesFor(form, said);
  const walked: Walked[] = [];
  for (const other of ['', ...otherwise]) {
    const deed: Found = { kind: 'submit', token: form.token, values };
    const outcome = await act(dispatcher, actor, deed);
    walked.push({ deed, outcome });
    if (outcome.kind !== 'invalid') break;
    const faulty = Object.keys(outcome.errors).map((name) => [name, otherwise[otherwise.indexOf(other) + 1] ?? '']);
    values = { ...values, ...Object.fromEntries(faulty) };
  }
  return walked;
}

/** What is chosen already, so that nobody changes their language on the way; of what only a platform knows, an id that it may have. */
function choiceIn(field: SelectField | PickField): readonly string[] {
  if (field.kind === 'pick') return ['general'];
  return field.values?.length ? field.values : field.options.slice(0, 1).map(({ value }) => value);
}

/** `said` wherever something can be typed, else what is chosen or could be first. */
export function valuesFor(form: Form, said: string): FormValues {
  return Object.fromEntries(
    form.fields.map((field) => [field.name, field.kind === 'text' ? said.slice(0, field.maxLength) : choiceIn(field)]),
  );
}

/** The press of a card's button. */
export function pressOf(outcome: Outcome, label: string): Found {
  const actions = outcome.kind === 'card' ? outcome.card.actions : [];
  const button = actions.find((each) => each.kind === 'button' && each.label === label);
  if (button?.kind !== 'button') throw new Error(`There is no "${label}" on this card`);
  return { kind: 'press', token: button.token, chosen: [] };
}
