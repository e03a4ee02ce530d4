/** The messages that mock interviews send, as the outbox names them. */
export const messageKinds = {
  /** About an entry: in, skip or pause? */
  evening: 'pairings.evening',
  /** About a round: it was left out, told to who set it up. */
  missed: 'pairings.missed',
  /** About a round: its channel cannot be reached, told to who set it up. */
  unreachable: 'pairings.unreachable',
  /** About an entry: nobody was left this time. */
  waiting: 'pairings.waiting',
  /** About a pairing: its place. */
  place: 'pairings.place',
  /** About a pairing: the card of its place as it stands now. */
  placeEdit: 'pairings.place-edit',
  /** About one's part in a pairing, to them alone, so that nobody depends on the place. */
  invited: 'pairings.invited',
  /** The time is set: with a file for the calendar. */
  agreed: 'pairings.agreed',
  reminder: 'pairings.reminder',
  /** It does not take place. */
  calledOff: 'pairings.called-off',
  /** Afterwards: how was it? */
  after: 'pairings.after',
  /** After some rounds without an answer: stay? */
  stay: 'pairings.stay',
  /** About a rubric, to whom it was written for. */
  rubric: 'pairings.rubric',
  /** About a pairing whose members all agreed to it: they practised. */
  announce: 'pairings.announce',
  /** About a share: questions for a channel. */
  share: 'pairings.share',
  /** About an ask: somebody needs an interview soon. */
  needAsk: 'pairings.need-ask',
  /** About a need: nobody was found. */
  needNone: 'pairings.need-none',
  /** About a report: to who planned the rounds. */
  report: 'pairings.report',
} as const;
