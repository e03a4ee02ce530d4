import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  actionToken,
  type Context,
  commandToken,
  type Member,
  replace,
  reply,
} from '../../core/interactions/index.ts';
import type { Locale, RichText } from '../../core/text/index.ts';
import { type Action, type Button, type Card, card, text } from '../../core/views/index.ts';
import type { CommunitiesStore } from './store.ts';
import { messages } from './texts.ts';

/** One thing to set up, told by the feature that it belongs to. Each can be left out, and done again later. */
export interface SetupStep {
  /** By which it is kept that it is left out; never changed. */
  readonly name: string;
  /** What it is, a few words. */
  label(locale: Locale): string;
  /** How it stands in the community of whoever asks, undefined where nothing was begun yet. */
  standing(member: Member): Promise<Standing | undefined>;
  /** Leads to its form, or where something was begun (`isBegun`) to where that is changed. */
  button(locale: Locale, isBegun: boolean): Button;
}

/** How a step stands. Whatever was begun and needs a moderator still is not done. */
export interface Standing {
  readonly says: RichText;
  readonly isDone: boolean;
}

type Store = Pick<CommunitiesStore, 'leftOut' | 'leaveOut'>;
type Seen = Omit<SetupStep, 'standing'> & { readonly standing: Standing | undefined; readonly isLeftOut: boolean };

const leaveOut = 'communities.leave-out';

/** `/community setup`: what there is to set up and how it stands, so that it can be left and taken up again at any point. */
export function setupCommand(store: Store, steps: readonly SetupStep[]): Command {
  return defineCommand({
    name: 'setup',
    audience: 'moderator',
    summary: (locale) => messages.text(locale, 'setup-summary'),
    firstResponse: 'private',
    options: {},
    run: async (context) => reply(await show(store, steps, context)),
  });
}

export function setupActions(store: Store, steps: readonly SetupStep[]): ActionHandler[] {
  return [
    {
      action: leaveOut,
      audience: 'moderator',
      run: async (context, { row }) => {
        if (steps.some(({ name }) => name === row)) await store.leaveOut(context.member.communityId, row);
        return replace(await show(store, steps, context));
      },
    },
  ];
}

async function show(store: Store, steps: readonly SetupStep[], { member }: Context): Promise<Card> {
  const leftOut = await store.leftOut(member.communityId);
  const standing = await Promise.all(steps.map((step) => step.standing(member)));
  const seen = steps.map((step, at) => ({ ...step, standing: standing[at], isLeftOut: leftOut.includes(step.name) }));
  return setupCard(member.locale, seen);
}

function setupCard(locale: Locale, steps: readonly Seen[]): Card {
  const next = steps.find(({ standing, isLeftOut }) => !standing?.isDone && !isLeftOut);
  const others = steps.filter((step) => step !== next);
  const fields = steps.map(({ label, standing, isLeftOut }) => ({
    label: label(locale),
    value: standing?.says ?? messages.rich(locale, isLeftOut ? 'setup-left-out' : 'setup-open'),
  }));
  const buttonOf = ({ button, standing }: Seen) => button(locale, standing !== undefined);
  return card({
    title: messages.text(locale, 'setup-title'),
    sections: [
      text(messages.rich(locale, next ? 'setup-intro' : 'setup-done')),
      { kind: 'fields', fields },
      ...(next ? [text(messages.rich(locale, 'setup-next', { step: next.label(locale) }))] : []),
    ],
    actions: [
      ...(next ? [{ ...buttonOf(next), style: 'primary' } as const, leaveOutButton(locale, next)] : []),
      ...others.map(buttonOf),
      {
        kind: 'button',
        style: next ? 'plain' : 'primary',
        label: messages.text(locale, 'setup-try'),
        token: commandToken('rejected'),
      },
    ],
  });
}

function leaveOutButton(locale: Locale, { name }: Pick<SetupStep, 'name'>): Action {
  const label = messages.text(locale, 'setup-leave-out');
  return { kind: 'button', style: 'plain', label, token: actionToken(leaveOut, name) };
}
