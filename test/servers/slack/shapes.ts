import type { HomeView, KnownBlock, ModalView } from '@slack/types';

/** What the bot may send to Slack, by Slack's own types; `schema.json` is generated from here (npm run schema:slack). */
export interface Shapes {
  blocks: KnownBlock[];
  modal: Omit<ModalView, 'blocks'> & { blocks: KnownBlock[] };
  home: Omit<HomeView, 'blocks'> & { blocks: KnownBlock[] };
}
