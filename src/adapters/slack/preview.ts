import type { Card, PlainStyle } from '../../core/views/index.ts';
import { type CardMessage, cardMessage } from './cards.ts';

const style: PlainStyle = { time: (instant) => instant, member: (id) => `@${id}`, numberActions: false };

/** How Slack would be told to show a card; for the playground's drawer. */
export const slackPreview: { readonly name: string; render(card: Card): { readonly json: CardMessage } } = {
  name: 'Slack',
  render: (card) => ({ json: cardMessage(card, style) }),
};
