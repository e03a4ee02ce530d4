import { createHmac } from 'node:crypto';
import type { Slack } from '../../src/adapters/slack/index.ts';
import type { Tell } from '../servers/slack/person.ts';
import type { Envelope } from '../servers/slack/sockets.ts';

export const signingSecret = 'shhh';

/** One request of Slack's; what is left out is as Slack would have it. */
export interface SignedRequest {
  readonly body: string;
  readonly contentType: string;
  /** When Slack says that it sent it. */
  readonly at: Date;
  readonly secret?: string;
  /** What is sent in the place of `body`, under its signature. */
  readonly sentBody?: string;
}

/** Sends a request as Slack does: signed, with the time (docs.slack.dev, "Verifying requests from Slack"). */
export async function request(slack: Slack, given: SignedRequest): Promise<Response> {
  const { body, contentType, at, secret = signingSecret, sentBody = body } = given;
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return slack.routes.request('/slack/events', {
    method: 'POST',
    body: sentBody,
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  });
}

/** An envelope as the body of a request. */
export function bodyOf({ type, payload }: Envelope): Pick<SignedRequest, 'body' | 'contentType'> {
  if (type === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : payload;
  const body = new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return { body, contentType: 'application/x-www-form-urlencoded' };
}

/** Tells the bot of what somebody does by signed requests. */
export function tellByRequest(slack: Slack, now: () => Date): Tell {
  return async (envelope) => {
    const response = await request(slack, { ...bodyOf(envelope), at: now() });
    if (!response.ok) throw new Error(`The bot answers ${response.status}`);
    const answer = await response.text();
    return answer === '' ? undefined : JSON.parse(answer);
  };
}
