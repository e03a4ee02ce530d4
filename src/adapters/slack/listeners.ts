import type { App, RespondFn, ViewSubmitAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import {
  type Deed,
  type Dispatcher,
  type FormAbilities,
  follow,
  type Outcome,
  refuse,
} from '../../core/interactions/index.ts';
import type { Log, Telemetry } from '../../core/ports/index.ts';
import { card, text } from '../../core/views/index.ts';
import { type Answers, isToKeep, type Way } from './answer.ts';
import { type Carried, fieldBlockId } from './forms.ts';
import type { Home } from './home.ts';
import {
  actorOf,
  type Heard,
  type HeardMessageShortcut,
  type HeardPress,
  type HeardSubmit,
  hearCommand,
  hearMessageShortcut,
  hearPress,
  hearShortcut,
  hearSubmit,
} from './interactions.ts';
import type { People } from './people.ts';
import type { Reader } from './reader.ts';
import { messages } from './texts.ts';
import { slackCode } from './web.ts';

export interface ListenerParts {
  readonly dispatcher: Dispatcher;
  readonly people: People;
  readonly answers: Answers;
  readonly home: Home;
  readonly log: Log;
  readonly telemetry: Telemetry;
}

type Ack = (answer?: object) => Promise<void>;

/** What is ready by then is the acknowledgement itself; Slack waits for one for 3 s, the way to it included. */
const quickMs = 1_500;

const abilities: FormAbilities = { inlineErrors: true, formAfterForm: true };

/** Connects Bolt's app with core. Each listener acknowledges within the time that Slack gives, whatever core takes. */
export function listen(app: App, parts: ListenerParts): void {
  const { dispatcher, people, answers, home, log, telemetry } = parts;

  /** Hands on what was done. Either promise rejects only where the payload is out of shape, and whoever waits for it is told. */
  const begin = (heard: Heard<Deed>, client: WebClient) => {
    const reader = people
      .find(client, heard.sender)
      .then((person): Reader => ({ actor: actorOf(heard.sender, person), client }));
    const outcome = reader.then(({ actor }) => dispatcher.dispatch({ ...heard.act, actor } as Deed, abilities));
    // They reject together, and only the first is waited for: the other would end the process.
    for (const each of [reader, outcome]) each.catch(() => undefined);
    return { reader, outcome };
  };

  const acknowledged = async (ack: () => Promise<void>): Promise<boolean> => {
    try {
      await ack();
      return true;
    } catch (error) {
      // The connection was lost under it; the answer goes another way.
      log.warn({ error: slackCode(error) }, 'An acknowledgement did not reach Slack');
      return false;
    }
  };

  const onLine = async (heard: Heard<Deed>, client: WebClient, ack: Ack, shown: () => void): Promise<void> => {
    const begun = begin(heard, client);
    const ready = await within(begun.outcome, quickMs);
    const reader = await begun.reader;
    // Slack shows what acknowledges a slash command; of a shortcut it shows nothing.
    const isShownByAck = heard.act.kind === 'line' && heard.responseUrl !== undefined;
    if (ready?.kind === 'card' && isShownByAck && !isToKeep(ready.card) && !ready.files) {
      const message = await answers.privately(reader, ready.card);
      const isShown = await acknowledged(() => ack({ response_type: 'ephemeral', ...message }));
      if (isShown) {
        shown();
        return home.changed(reader);
      }
    } else {
      await acknowledged(ack);
    }
    await answers.toCommand(wayOf(heard, reader, { place: heard.act.place }), await begun.outcome);
    shown();
    await home.changed(reader);
  };

  const onMessageShortcut = async (
    heard: HeardMessageShortcut,
    client: WebClient,
    ack: Ack,
    shown: () => void,
  ): Promise<void> => {
    if (heard.isOwnMessage) return onLine(heard, client, ack, shown);
    await acknowledged(ack);
    const reader: Reader = { actor: actorOf(heard.sender, await people.find(client, heard.sender)), client };
    const refusal = card({ sections: [text(messages.rich(reader.actor.locale, 'only-own-message'))] });
    await answers.toCommand(wayOf(heard, reader, { place: heard.act.place }), refuse(refusal));
  };

  const onPress = async (heard: HeardPress, client: WebClient, shown: () => void): Promise<void> => {
    const begun = begin(heard, client);
    const reader = await begun.reader;
    const carried = carriedFrom(heard);
    await answers.toPress(wayOf(heard, reader, carried), heard, await begun.outcome);
    shown();
    await home.changed(reader);
  };

  const onSubmit = async (heard: HeardSubmit, client: WebClient, ack: Ack, shown: () => void): Promise<void> => {
    const begun = begin(heard, client);
    const ready = await within(begun.outcome, quickMs);
    const reader = await begun.reader;
    const way = wayOf({ ...heard, ...heard.carried }, reader, heard.carried);
    if (ready) {
      await acknowledgeSubmit(heard, way, ready, ack);
      shown();
    } else {
      const waiting = await answers.modal(reader, waitingOutcome(reader.actor.locale), heard.carried);
      await acknowledged(() => ack({ response_action: 'update', view: waiting }));
      shown();
      await answers.toLateSubmit(way, heard, await begun.outcome);
    }
    await home.changed(reader);
  };

  const acknowledgeSubmit = async (heard: HeardSubmit, way: Way, outcome: Outcome, ack: Ack): Promise<void> => {
    // Slack's own inline errors leave the form as it was; one that changed since, to a newer version perhaps, is shown anew.
    if (outcome.kind === 'invalid' && outcome.form.token === heard.act.token) {
      const errors = Object.entries(outcome.errors).map(([name, error]) => [
        fieldBlockId(heard.act.token, name),
        error,
      ]);
      if (await acknowledged(() => ack({ response_action: 'errors', errors: Object.fromEntries(errors) }))) return;
    } else if (outcome.kind === 'card' && outcome.update && (await answers.replaceOrigin(way, heard, outcome.card))) {
      await acknowledged(ack);
      return;
    }
    const view = await answers.modal(way.reader, outcome, heard.carried);
    const isShown = await acknowledged(() => ack({ response_action: 'update', view }));
    if (!isShown || hasFiles(outcome)) await answers.toLateSubmit(way, heard, outcome);
  };

  const following = (heard: Heard<Deed>, work: (shown: () => void) => Promise<void>) =>
    follow(telemetry, { platform: 'slack', id: heard.act.id }, work);
  const line = (heard: Heard<Deed>, client: WebClient, ack: Ack) =>
    following(heard, (shown) => onLine(heard, client, ack, shown));

  app.command(/.*/, ({ body, client, ack }) => line(hearCommand(body), client, ack as Ack));
  app.shortcut({ type: 'shortcut' }, ({ body, client, ack }) => line(hearShortcut(body), client, ack as Ack));
  app.shortcut({ type: 'message_action' }, ({ body, client, ack }) => {
    const heard = hearMessageShortcut(body);
    return following(heard, (shown) => onMessageShortcut(heard, client, ack as Ack, shown));
  });
  app.action({ type: 'block_actions' }, async ({ body, client, ack }) => {
    await acknowledged(ack);
    const heard = hearPress(body);
    if (heard) await following(heard, (shown) => onPress(heard, client, shown));
  });
  app.view<ViewSubmitAction>({ type: 'view_submission' }, ({ body, client, ack }) => {
    const heard = hearSubmit(body);
    return following(heard, (shown) => onSubmit(heard, client, ack as Ack, shown));
  });
  app.error(async (error) => {
    log.error({ error: slackCode(error) }, 'A listener for Slack failed');
  });
}

/** What a modal that answers a press carries. A message that others read is not to be replaced by what a form answers. */
function carriedFrom({ surface, act, responseUrl }: HeardPress): Carried {
  if (surface.kind === 'modal') return surface.carried;
  const isOwn = surface.kind === 'message' && !surface.isShared;
  return { place: act.place, ...(responseUrl && isOwn ? { responseUrl } : {}) };
}

function wayOf(heard: Heard<unknown>, reader: Reader, carried: Carried): Way {
  const { triggerId, responseUrl } = heard;
  return { reader, triggerId, respond: responseUrl === undefined ? undefined : respondTo(responseUrl), carried };
}

/** Answers over a response_url. Rejects where Slack does not take it: used up, or older than half an hour. */
function respondTo(responseUrl: string): RespondFn {
  return async (message) => {
    const response = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) throw new Error(`Slack answers ${response.status}`);
    return response;
  };
}

function hasFiles(outcome: Outcome): boolean {
  return outcome.kind === 'card' && outcome.files !== undefined;
}

function waitingOutcome(locale: string): Outcome {
  return { kind: 'card', card: card({ sections: [text(messages.rich(locale, 'working'))] }), update: true };
}

/** What `promise` resolves to, or undefined where it takes longer. */
async function within<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
