import { createPairings, type Pairings } from '../features/pairings/index.ts';
import { createPartners, type Partners } from '../features/partners/index.ts';
import type { Care } from './care.ts';
import type { Ground } from './ground.ts';

/** Practising an interview: alone, with others of the community, with somebody of another one. */
export interface Practice {
  readonly pairings: Pairings;
  readonly partners: Partners;
}

export function composePractice(ground: Ground, { feedback, applications }: Care): Practice {
  const known = async (memberId: string) => {
    const noted = await feedback.pieces(memberId);
    return [noted.flatMap(({ areas }) => areas), await applications.all(memberId)] as const;
  };
  // What two communities agreed on, and what their members write to each other, is of both.
  const partners = createPartners({ ...ground, database: ground.database.across });
  return { pairings: createPairings({ ...ground, known }), partners };
}
