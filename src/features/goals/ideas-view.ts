import { actionToken, type Member } from '../../core/interactions/index.ts';
import { type Action, type Card, card, text } from '../../core/views/index.ts';
import { addButton, at, button } from './controls.ts';
import { type IdeaKey, ideaKeys, ideas } from './ideas.ts';
import { rhythmText } from './phrases.ts';
import { messages } from './texts.ts';

/** Goals to start from. */
export function ideasCard(member: Member): Card {
  return card({
    title: messages.text(member.locale, 'ideas-title'),
    sections: [text(messages.rich(member.locale, 'ideas-text'))],
    actions: [...ideaButtons(member), addButton(member)],
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
