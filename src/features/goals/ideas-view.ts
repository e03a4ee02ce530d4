import { actionToken, type Context, type Member } from '../../core/interactions/index.ts';
import { type Action, type Card, card, text } from '../../core/views/index.ts';
import { addButton, at, button } from './controls.ts';
import { type IdeaKey, ideaKeys, ideas, type Suggested, suggestedPlan } from './ideas.ts';
import { rhythmText } from './phrases.ts';
import { messages } from './texts.ts';

/** Goals to start from: first those that fit where the member stands, then those that fit anybody. */
export async function ideasCard(context: Context, suggested: Suggested): Promise<Card> {
  const { member } = context;
  const own = await ownIdeaButtons(context, suggested);
  return card({
    title: messages.text(member.locale, 'ideas-title'),
    sections: [text(messages.rich(member.locale, own.length > 0 ? 'ideas-own' : 'ideas-text'))],
    actions: [...own, ...ideaButtons(member), addButton(member)],
  });
}

/** Those that fit where the member stands. */
export async function ownIdeaButtons(context: Context, suggested: Suggested): Promise<Action[]> {
  const { locale } = context.member;
  const { amount, rhythm } = suggestedPlan;
  const rows = await suggested.rows(context);
  return rows.flatMap((row) => {
    const what = suggested.words(locale, row);
    if (what === undefined) return [];
    const label = messages.text(locale, 'idea-label', { what, amount, when: rhythmText(locale, rhythm) });
    return [button(label, actionToken(at.add, row))];
  });
}

export function ideaButtons(member: Member): Action[] {
  return ideaKeys.map((key) => button(ideaLabel(member, key), actionToken(at.add, key)));
}

function ideaLabel({ locale }: Member, key: IdeaKey): string {
  const { amount, rhythm } = ideas[key];
  const what = messages.text(locale, `idea-${key}`);
  // Which day it is does not show in how often; where it would, the form tells.
  return rhythm === 'two-months'
    ? messages.text(locale, 'idea-label-by', { what })
    : messages.text(locale, 'idea-label', {
        what,
        amount,
        when: rhythmText(locale, { kind: 'every', period: rhythm }),
      });
}
