import { createHmac } from 'node:crypto';

/** A request as Slack signs it: docs.slack.dev, "Verifying requests from Slack". */
export function signedRequest(
  secret: string,
  fields: Readonly<Record<string, string>>,
): { readonly method: 'POST'; readonly headers: Record<string, string>; readonly body: string } {
  const body = new URLSearchParams(fields).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
    body,
  };
}
