import type { Persona } from './protocol.ts';

/** The one community of whoever has none in their id. */
const ownCommunity = 'playground';

/** The platform's id of the community that a persona is in: what stands behind the @ of their id, so that it holds after a restart. */
export function communityOf(personaId: string): string {
  return personaId.split('@')[1] ?? ownCommunity;
}

/** An id of its own in each community. */
export function idIn(communityId: string, name: string): string {
  return communityId === ownCommunity ? name : `${name}@${communityId}`;
}

/** The people of the playground's community, and two of another one, to try what two communities share. */
export const personas: readonly Persona[] = [
  { id: 'ana', name: 'Ana', isModerator: false },
  { id: 'bo', name: 'Bo', isModerator: false },
  { id: 'cem', name: 'Cem', isModerator: false },
  { id: 'dee', name: 'Dee', isModerator: false },
  { id: 'mo', name: 'Mo', isModerator: true },
  { id: 'oz@riverside', name: 'Oz of Riverside', isModerator: false },
  { id: 'pia@riverside', name: 'Pia of Riverside', isModerator: true },
];
