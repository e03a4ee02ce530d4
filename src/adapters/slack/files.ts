import type { WebClient } from '@slack/web-api';
import type { OutgoingFile } from '../../core/ports/index.ts';

/**
 * Puts files into a conversation, by its channel's id, with what each shows in words; with `preview` in its place where the
 * notification, in which a title stands, is to say no more. The card beside a file says what it shows as well.
 */
export async function uploadFiles(
  client: WebClient,
  to: { readonly channelId: string; readonly threadId?: string },
  files: readonly OutgoingFile[],
  preview: string | undefined,
): Promise<void> {
  await client.files.uploadV2({
    channel_id: to.channelId,
    ...(to.threadId === undefined ? {} : { thread_ts: to.threadId }),
    file_uploads: files.map((file) => ({
      file: Buffer.from(file.bytes),
      filename: file.name,
      // Slack's own field for this is alt_txt: the SDK sends it under another name, and files that carry it may stay unshared
      // (slackapi/python-slack-sdk#1818). A title is shown and read out.
      title: preview ?? file.description,
    })),
  });
}
