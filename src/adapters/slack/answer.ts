import type { RespondFn } from '@slack/bolt';
import type { CardOutcome, Dispatcher, Outcome } from '../../core/interactions/index.ts';
import type { Log } from '../../core/ports/index.ts';
import { withoutName } from '../../core/previews.ts';
import { type Card, card, type Form, text } from '../../core/views/index.ts';
import { type CardMessage, cardMessage } from './cards.ts';
import { uploadFiles } from './files.ts';
import { type Carried, cardModal, formModal, type Modal } from './forms.ts';
import type { HeardPress, HeardSubmit } from './interactions.ts';
import { escapeText } from './markdown.ts';
import type { Reader, Showing } from './reader.ts';
import { messages } from './texts.ts';
import { slackCode } from './web.ts';

/** What is left to answer with once an interaction has been acknowledged. */
export interface Way {
  readonly reader: Reader;
  /** Opens a modal, for about three seconds. */
  readonly triggerId: string;
  /** Five answers in half an hour. */
  readonly respond: RespondFn | undefined;
  readonly carried: Carried;
}

/** Shows outcomes to the member who acted, whatever way is still open. What cannot be shown as meant goes to a direct message. */
export interface Answers {
  /** A command or shortcut. `message` is shown in the acknowledgement itself where that is still possible. */
  toCommand(way: Way, outcome: Outcome): Promise<void>;
  toPress(way: Way, press: HeardPress, outcome: Outcome): Promise<void>;
  /** A submission that was acknowledged with a modal that says to wait. */
  toLateSubmit(way: Way, submit: HeardSubmit, outcome: Outcome): Promise<void>;
  /** Puts a card in the place of the one whose button opened the form; false where that is not possible any more. */
  replaceOrigin(way: Way, submit: HeardSubmit, card: Card): Promise<boolean>;
  /** A card as an answer that only the member sees. */
  privately(reader: Reader, card: Card): Promise<CardMessage>;
  modal(reader: Reader, outcome: Outcome, carried: Carried): Promise<Modal>;
  /** Sends the files of an outcome to the bot's own conversation with the member; the card that is then to be shown says so. */
  sendFiles(reader: Reader, outcome: Outcome): Promise<Outcome>;
}

/** Whether a card holds something to be kept: a message that only the member sees is gone when Slack is loaded anew. */
export function isToKeep(card: Card): boolean {
  return card.sections.some((section) => section.kind === 'copyable');
}

// So that a message is not dressed up with what a link leads to.
const bare = { unfurl_links: false, unfurl_media: false } as const;

export function createAnswers(parts: {
  readonly dispatcher: Dispatcher;
  readonly showing: Showing;
  readonly log: Log;
}): Answers {
  const { dispatcher, showing, log } = parts;

  const privately: Answers['privately'] = async (reader, card) => cardMessage(card, await showing.style(reader, card));

  const modal: Answers['modal'] = async (reader, outcome, carried) => {
    if (outcome.kind === 'card') return cardModal(outcome.card, await showing.frame(reader, carried, outcome.card));
    const errors = outcome.kind === 'invalid' ? outcome.errors : {};
    return formModal(outcome.form, await showing.frame(reader, carried), errors);
  };

  /** Whether `show` did; tells the log why not. */
  const tried = async (what: string, show: () => Promise<unknown>): Promise<boolean> => {
    try {
      await show();
      return true;
    } catch (error) {
      log.warn({ error: slackCode(error), what }, 'An answer could not be shown as meant');
      return false;
    }
  };

  /** In the conversation with the bot, where a notification shows the message's text. */
  const kept = async (reader: Reader, { card, preview }: CardOutcome) => {
    const message = await privately(reader, card);
    return { ...message, ...bare, ...(preview === undefined ? {} : { text: escapeText(preview) }) };
  };

  const directly = async ({ reader }: Way, outcome: CardOutcome): Promise<void> => {
    const { actor, client } = reader;
    const message = await kept(reader, outcome);
    await tried('direct message', () => client.chat.postMessage({ channel: actor.userId, ...message }));
  };

  const asMessage = async (way: Way, outcome: CardOutcome, how: Parameters<RespondFn>[0] & object): Promise<void> => {
    const { respond } = way;
    const message = await kept(way.reader, outcome);
    const isShown = respond && (await tried('response', () => respond({ ...message, ...how })));
    if (!isShown) await directly(way, outcome);
  };

  const asNewMessage = (way: Way, outcome: CardOutcome) =>
    asMessage(way, outcome, { response_type: 'ephemeral', replace_original: false });

  const open = async (way: Way, outcome: Outcome): Promise<boolean> => {
    const view = await modal(way.reader, outcome, way.carried);
    return tried('modal', () => way.reader.client.views.open({ trigger_id: way.triggerId, view }));
  };

  const openForm = async (way: Way, form: Form): Promise<void> => {
    if (await open(way, { kind: 'form', form })) return;
    await asNewMessage(way, await dispatcher.putAside(way.reader.actor, form));
  };

  const openCard = async (way: Way, outcome: CardOutcome): Promise<void> => {
    if (!(await open(way, outcome))) await directly(way, outcome);
  };

  const asCard = async ({ reader }: Way, outcome: Outcome): Promise<CardOutcome> =>
    outcome.kind === 'card' ? outcome : dispatcher.putAside(reader.actor, outcome.form);

  const sendFiles: Answers['sendFiles'] = async ({ actor, client }, outcome) => {
    if (outcome.kind !== 'card' || !outcome.files) return outcome;
    const { files, ...rest } = outcome;
    const isSent = await tried('files', async () => {
      const { channel } = await client.conversations.open({ users: actor.userId });
      const { preview } = outcome;
      const named = preview === undefined ? files : files.map(withoutName);
      await uploadFiles(client, { channelId: channel?.id ?? '' }, named, preview);
    });
    const said = text(messages.rich(actor.locale, isSent ? 'files-sent' : 'files-not-sent'));
    return { ...rest, card: card({ ...outcome.card, sections: [said, ...outcome.card.sections] }) };
  };

  const toCommand: Answers['toCommand'] = async (way, given) => {
    const outcome = await sendFiles(way.reader, given);
    if (outcome.kind !== 'card') return openForm(way, outcome.form);
    if (way.respond === undefined || isToKeep(outcome.card)) return openCard(way, outcome);
    return asNewMessage(way, outcome);
  };

  const inModal = async (way: Way, viewId: string, outcome: Outcome): Promise<void> => {
    const { client } = way.reader;
    const view = await modal(way.reader, outcome, way.carried);
    const isBeside = outcome.kind !== 'card' || !outcome.update;
    // Three modals may lie on each other; what comes after takes the place of the last.
    const isPushed = isBeside && (await tried('push', () => client.views.push({ trigger_id: way.triggerId, view })));
    if (isPushed || (await tried('update', () => client.views.update({ view_id: viewId, view })))) return;
    await directly(way, await asCard(way, outcome));
  };

  const toPress: Answers['toPress'] = async (way, { surface }, given) => {
    const outcome = await sendFiles(way.reader, given);
    if (surface.kind === 'modal') return inModal(way, surface.viewId, outcome);
    if (outcome.kind !== 'card') return openForm(way, outcome.form);
    if (surface.kind === 'home') return openCard(way, outcome);
    // In the bot's own conversation with the member every message stays, so nothing needs a modal.
    if (isToKeep(outcome.card) && !surface.isKept) return openCard(way, outcome);
    // What others read stays: the answer is for the member alone.
    if (outcome.update && !surface.isShared) return asMessage(way, outcome, { replace_original: true });
    if (surface.isKept) return asMessage(way, outcome, { response_type: 'in_channel', replace_original: false });
    return asNewMessage(way, outcome);
  };

  const toLateSubmit: Answers['toLateSubmit'] = async (way, { viewId }, given) => {
    const outcome = await sendFiles(way.reader, given);
    const view = await modal(way.reader, outcome, way.carried);
    if (await tried('update', () => way.reader.client.views.update({ view_id: viewId, view }))) return;
    // The member closed the modal meanwhile.
    await directly(way, await asCard(way, outcome));
  };

  const replaceOrigin: Answers['replaceOrigin'] = async (way, { previousViewId, carried }, card) => {
    const { client } = way.reader;
    if (previousViewId !== undefined) {
      const view = await modal(way.reader, { kind: 'card', card, update: true }, carried);
      return tried('update', () => client.views.update({ view_id: previousViewId, view }));
    }
    const { respond } = way;
    if (respond === undefined || isToKeep(card)) return false;
    const message = await privately(way.reader, card);
    return tried('response', () => respond({ ...message, ...bare, replace_original: true }));
  };

  return { toCommand, toPress, toLateSubmit, replaceOrigin, privately, modal, sendFiles };
}
