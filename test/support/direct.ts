import { composeBot } from '../../src/compose.ts';
import type { Outcome } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { words } from '../../src/core/text/index.ts';
import { type Card, type Field, type FormValues, renderPlain } from '../../src/core/views/index.ts';
import { storyClock } from './clock.ts';
import { freshDatabase } from './database.ts';
import type { Community, Face, Seen, SeenField } from './face.ts';

const style = { time: (instant: string) => instant, member: (id: string) => `@${id}`, numberActions: false };

/** The bot as a platform without limits would show it, for stories of features that do not depend on one. */
export async function directCommunity(): Promise<Community> {
  const database = await freshDatabase();
  const clock = storyClock();
  const failures: string[] = [];
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (facts: object) => failures.push(JSON.stringify(facts)),
  };
  const bot = composeBot({ database, secretKey: new Uint8Array(32).fill(7), clock, random: systemRandom, log });
  let count = 0;

  const member: Community['member'] = (name, options = {}): Face => {
    let card: Card | undefined;
    let outcome: Outcome | undefined;
    const actor = {
      platform: 'playground',
      communityId: 'community',
      userId: name,
      displayName: words(name),
      isModerator: options.moderator ?? false,
      locale: 'en',
    } as const;
    const base = () => ({ id: `${name}-${++count}`, actor, place: { kind: 'channel', channelId: 'general' } as const });
    const show = async (next: Promise<Outcome>): Promise<Seen> => {
      outcome = await next;
      if (failures.length > 0) throw new Error(`The bot failed: ${failures.splice(0).join('; ')}`);
      if (outcome.kind === 'card') card = outcome.card;
      return seen(outcome);
    };
    const act = (what: object) => {
      return show(
        bot.dispatcher.dispatch({ ...base(), ...what } as never, { inlineErrors: true, formAfterForm: true }),
      );
    };
    const control = (label: string) => {
      const found = card?.actions.find((each) => (each.kind === 'select' ? each.placeholder : each.label) === label);
      if (!found || found.kind === 'link') throw new Error(`There is no "${label}" on the last card`);
      return found.token;
    };
    return {
      types: (line) => act({ kind: 'line', line }),
      presses: (label) => act({ kind: 'press', token: control(label), chosen: [] }),
      chooses: (label, ...chosen) => act({ kind: 'press', token: control(label), chosen }),
      submits: (values) => {
        if (!outcome || outcome.kind === 'card') throw new Error('There is no open form');
        const standing = Object.fromEntries(outcome.form.fields.map((field) => [field.name, standingValue(field)]));
        return act({ kind: 'submit', token: outcome.form.token, values: { ...standing, ...values } });
      },
    };
  };
  return { member, clock, close: () => database.close() };
}

function standingValue(field: Field): FormValues[string] {
  return field.kind === 'text' ? (field.value ?? '') : (field.values ?? []);
}

function seen(outcome: Outcome): Seen {
  if (outcome.kind === 'card') return seenCard(outcome.card);
  const errors = outcome.kind === 'invalid' ? outcome.errors : {};
  const fields = outcome.form.fields.map((field): SeenField => {
    const error = errors[field.name];
    return {
      name: field.name,
      label: field.label,
      kind: field.kind,
      value: [standingValue(field)].flat().join(','),
      options: field.kind === 'select' ? field.options.map((option) => option.value) : [],
      ...(error === undefined ? {} : { error }),
    };
  });
  return {
    text: outcome.form.title,
    buttons: [],
    selects: [],
    copyable: [],
    form: { title: outcome.form.title, fields },
  };
}

function seenCard(card: Card): Seen {
  return {
    text: renderPlain({ ...card, actions: [] }, style),
    buttons: card.actions.flatMap((action) => (action.kind === 'select' ? [] : [action.label])),
    selects: card.actions.flatMap((action) => {
      return action.kind === 'select' ? [{ label: action.placeholder, options: action.options }] : [];
    }),
    copyable: card.sections.flatMap((section) => (section.kind === 'copyable' ? [section.text.value] : [])),
  };
}
