import { type Command, defineCommand } from '../../core/commands/index.ts';
import { commandToken, reply } from '../../core/interactions/index.ts';
import type { Locale, RichText } from '../../core/text/index.ts';
import { type Button, type Card, card, text } from '../../core/views/index.ts';
import { messages } from './texts.ts';

/** One thing to set up, told by the feature that it belongs to. Each can be left out, and done again later. */
export interface SetupStep {
  /** What it is, a few words. */
  label(locale: Locale): string;
  /** How it stands in a community, undefined where nothing was set up yet. `id` is our own. */
  standing(id: string, locale: Locale): Promise<RichText | undefined>;
  /** Leads to its form, or where it stands already (`isSet`) to where it is changed. */
  button(locale: Locale, isSet: boolean): Button;
}

/** `/community setup`: what there is to set up and how it stands, so that it can be left and taken up again at any point. */
export function setupCommand(steps: readonly SetupStep[]): Command {
  return defineCommand({
    name: 'setup',
    audience: 'moderator',
    summary: (locale) => messages.text(locale, 'setup-summary'),
    firstResponse: 'private',
    options: {},
    run: async ({ member: { communityId, locale } }) => {
      const standing = await Promise.all(steps.map((step) => step.standing(communityId, locale)));
      return reply(setupCard(locale, steps, standing));
    },
  });
}

function setupCard(locale: Locale, steps: readonly SetupStep[], standing: readonly (RichText | undefined)[]): Card {
  const buttons = steps.map((step, at) => step.button(locale, standing[at] !== undefined));
  const nextAt = standing.indexOf(undefined);
  const [next, nextButton] = [steps[nextAt], buttons[nextAt]];
  const fields = steps.map((step, at) => ({
    label: step.label(locale),
    value: standing[at] ?? messages.rich(locale, 'setup-open'),
  }));
  return card({
    title: messages.text(locale, 'setup-title'),
    sections: [
      text(messages.rich(locale, next ? 'setup-intro' : 'setup-done')),
      { kind: 'fields', fields },
      ...(next ? [text(messages.rich(locale, 'setup-next', { step: next.label(locale) }))] : []),
    ],
    actions: [
      ...(nextButton ? [{ ...nextButton, style: 'primary' as const }] : []),
      ...buttons.filter((each) => each !== nextButton),
      {
        kind: 'button',
        style: next ? 'plain' : 'primary',
        label: messages.text(locale, 'setup-try'),
        token: commandToken('rejected'),
      },
    ],
  });
}
