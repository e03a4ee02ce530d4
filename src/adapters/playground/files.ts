import type { OutgoingFile, Random } from '../../core/ports/index.ts';
import type { AttachedFile } from './protocol.ts';

/** The files beside cards, in memory, the newest ones. Their ids cannot be guessed, so who has one may read the file. */
export interface Files {
  add(file: OutgoingFile): AttachedFile;
  find(id: string): OutgoingFile | undefined;
}

const kept = 50;

export function createFiles(random: Random): Files {
  const files = new Map<string, OutgoingFile>();
  return {
    add: (given) => {
      const id = random.uuid();
      const file = asVector(given);
      files.set(id, file);
      const oldest = files.keys().next();
      if (files.size > kept && !oldest.done) files.delete(oldest.value);
      const { name, mediaType, description } = file;
      return { id, name, mediaType, description };
    },
    find: (id) => files.get(id),
  };
}

/** A browser shows the vector form of a picture where there is one. */
function asVector(file: OutgoingFile): OutgoingFile {
  if (file.vector === undefined) return file;
  return { ...file, name: file.name.replace(/\.png$/, '.svg'), mediaType: 'image/svg+xml', bytes: file.vector };
}
