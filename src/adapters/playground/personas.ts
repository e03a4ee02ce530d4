import type { Persona } from './protocol.ts';

/** The people of the playground's one community. */
export const personas: readonly Persona[] = [
  { id: 'ana', name: 'Ana', isModerator: false },
  { id: 'bo', name: 'Bo', isModerator: false },
  { id: 'cem', name: 'Cem', isModerator: false },
  { id: 'dee', name: 'Dee', isModerator: false },
  { id: 'mo', name: 'Mo', isModerator: true },
];
