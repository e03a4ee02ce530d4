import type { Card, Drawing } from '../../core/views/index.ts';
import { type DiscordMessage, renderCard } from './cards.ts';
import { drawMessage } from './drawing.ts';

/** What Discord would be told to show a card, and how it would look there; for the playground's drawer. */
export const discordPreview: {
  readonly name: string;
  render(card: Card): { readonly json: DiscordMessage; readonly drawing: readonly Drawing[] };
} = {
  name: 'Discord',
  render: (card) => {
    const json = renderCard(card);
    return { json, drawing: drawMessage(json) };
  },
};
