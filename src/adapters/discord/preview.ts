import type { Card } from '../../core/views/index.ts';
import { type DiscordMessage, renderCard } from './cards.ts';

/** How Discord would be told to show a card; for the playground's drawer. */
export const discordPreview: { readonly name: string; render(card: Card): { readonly json: DiscordMessage } } = {
  name: 'Discord',
  render: (card) => ({ json: renderCard(card) }),
};
