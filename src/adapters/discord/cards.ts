import {
  type AllowedMentionsTypes,
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  type APIEmbedField,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import {
  type Action,
  actionRows,
  type Button,
  type Card,
  type LinkButton,
  type Section,
  type Select,
} from '../../core/views/index.ts';
import { writeCustomId } from './custom-id.ts';
import { discordLimits } from './limits.ts';
import { escapeMarkdown, renderCodeBlock, renderRich, renderSmall } from './markdown.ts';

/** A card as the body of a Discord message. */
export interface DiscordMessage {
  readonly embeds: APIEmbed[];
  readonly components: APIActionRowComponent<APIComponentInMessageActionRow>[];
  /** Nothing in a message of ours ever pings. */
  readonly allowed_mentions: { readonly parse: AllowedMentionsTypes[] };
}

// A calm green, the same on every card.
const accentColour = 0x5b8c7b;

/**
 * Shows a whole card as embeds and rows. Text that follows fields begins another embed, so that the order stays, and so does
 * everything after a divider.
 * @param communityId given where the card goes into a direct message, which names no server.
 */
export function renderCard(card: Card, communityId?: string): DiscordMessage {
  const pieces = card.sections.map(renderSection);
  if (card.footer) pieces.push({ kind: 'text', text: renderSmall(card.footer) });
  const [first = emptyDraft, ...others] = pieces.reduce(addPiece, []).filter((draft) => !isEmpty(draft));
  const title = card.title === undefined ? {} : { title: escapeMarkdown(card.title) };
  return {
    embeds: [{ ...title, ...renderEmbed(first) }, ...others.map(renderEmbed)],
    components: actionRows(card.actions).map((row) => renderRow(row, communityId)),
    allowed_mentions: { parse: [] },
  };
}

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'fields'; readonly fields: readonly APIEmbedField[] }
  | { readonly kind: 'divider' };

function renderSection(section: Section): Piece {
  switch (section.kind) {
    case 'text':
      return { kind: 'text', text: renderRich(section.text) };
    case 'copyable': {
      const label = escapeMarkdown(section.label);
      return { kind: 'text', text: `**${label}**\n${renderCodeBlock(section.text.value)}` };
    }
    case 'fields': {
      const fields = section.fields.map(({ label, value }) => {
        return { name: escapeMarkdown(label), value: renderRich(value), inline: false };
      });
      return { kind: 'fields', fields };
    }
    case 'divider':
      return { kind: 'divider' };
  }
}

/** What goes into one embed: texts first, fields after them. */
interface Draft {
  readonly texts: readonly string[];
  readonly fields: readonly APIEmbedField[];
}

const emptyDraft: Draft = { texts: [], fields: [] };
const betweenTexts = '\n\n';

function addPiece(drafts: readonly Draft[], piece: Piece): readonly Draft[] {
  if (piece.kind === 'divider') return [...drafts, emptyDraft];
  const last = drafts.at(-1) ?? emptyDraft;
  const grown =
    piece.kind === 'text'
      ? { ...last, texts: [...last.texts, piece.text] }
      : { ...last, fields: [...last.fields, ...piece.fields] };
  if (canGrow(last, piece, grown)) return [...drafts.slice(0, -1), grown];
  return [...drafts, piece.kind === 'text' ? { texts: [piece.text], fields: [] } : { texts: [], fields: piece.fields }];
}

function canGrow(last: Draft, piece: Piece, grown: Draft): boolean {
  if (piece.kind !== 'text') return grown.fields.length <= discordLimits.embedFields;
  return last.fields.length === 0 && grown.texts.join(betweenTexts).length <= discordLimits.embedDescription;
}

function isEmpty(draft: Draft): boolean {
  return draft.texts.length === 0 && draft.fields.length === 0;
}

function renderEmbed({ texts, fields }: Draft): APIEmbed {
  return {
    color: accentColour,
    ...(texts.length === 0 ? {} : { description: texts.join(betweenTexts) }),
    ...(fields.length === 0 ? {} : { fields: [...fields] }),
  };
}

function renderRow(
  row: readonly Action[],
  communityId: string | undefined,
): APIActionRowComponent<APIComponentInMessageActionRow> {
  return { type: ComponentType.ActionRow, components: row.map((action) => renderAction(action, communityId)) };
}

function renderAction(action: Action, communityId: string | undefined): APIComponentInMessageActionRow {
  switch (action.kind) {
    case 'button':
      return renderButton(action, communityId);
    case 'link':
      return renderLink(action);
    case 'select':
      return renderSelect(action, communityId);
  }
}

const buttonStyles = {
  primary: ButtonStyle.Primary,
  plain: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const;

function renderButton({ label, token, style }: Button, communityId: string | undefined): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style: buttonStyles[style],
    label,
    custom_id: customIdOf(token, communityId),
  };
}

function renderLink({ label, url }: LinkButton): APIButtonComponent {
  return { type: ComponentType.Button, style: ButtonStyle.Link, label, url };
}

function renderSelect(select: Select, communityId: string | undefined): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: customIdOf(select.token, communityId),
    placeholder: select.placeholder,
    min_values: 1,
    max_values: 1,
    options: select.options.map((option) => ({ ...option })),
  };
}

function customIdOf(token: string, communityId: string | undefined): string {
  return writeCustomId({ token, ...(communityId === undefined ? {} : { communityId }) });
}
