import type { RawFile } from 'discord.js';
import type { RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10';
import type { OutgoingFile } from '../../core/ports/index.ts';

/** What a message's body says of the files that go beside it; nothing where there are none. */
export function describeFiles(files: readonly OutgoingFile[]): Pick<RESTPostAPIChannelMessageJSONBody, 'attachments'> {
  if (files.length === 0) return {};
  return { attachments: files.map(({ name, description }, id) => ({ id: String(id), filename: name, description })) };
}

/** The files as a request of discord.js carries them; nothing where there are none. */
export function attach(files: readonly OutgoingFile[]): { readonly files?: RawFile[] } {
  if (files.length === 0) return {};
  return {
    files: files.map(({ name, bytes, mediaType }) => ({ name, data: Buffer.from(bytes), contentType: mediaType })),
  };
}
