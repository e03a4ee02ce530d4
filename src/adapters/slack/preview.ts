import type { Card, Drawing, PlainStyle } from '../../core/views/index.ts';
import { type CardMessage, cardMessage } from './cards.ts';
import { drawMessage } from './drawing.ts';

const style: PlainStyle = { time: (instant) => instant, member: (id) => `@${id}`, numberActions: false };

/** What Slack would be told to show a card, and how it would look there; for the playground's drawer. */
export const slackPreview: {
  readonly name: string;
  render(card: Card): { readonly json: CardMessage; readonly drawing: readonly Drawing[] };
} = {
  name: 'Slack',
  render: (card) => {
    const json = cardMessage(card, style);
    return { json, drawing: drawMessage(json) };
  },
};
