/** The actions of this feature, as its tokens name them. */
export const actions = {
  wants: 'pairings.wants',
  when: 'pairings.when',
  leave: 'pairings.leave',
  skip: 'pairings.skip',
  in: 'pairings.in',
  pause: 'pairings.pause',
  resume: 'pairings.resume',
} as const;
