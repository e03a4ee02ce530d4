/** The actions of this feature, as its tokens name them. */
export const actions = {
  wants: 'pairings.wants',
  when: 'pairings.when',
  leave: 'pairings.leave',
  skip: 'pairings.skip',
  in: 'pairings.in',
  pause: 'pairings.pause',
  resume: 'pairings.resume',
  /** Of an entry: what a member says the evening before. */
  eveningIn: 'pairings.evening-in',
  eveningSkip: 'pairings.evening-skip',
  eveningPause: 'pairings.evening-pause',
  /** Of a pairing, with the place of a time as the version. */
  take: 'pairings.take',
  otherTimes: 'pairings.other-times',
  cannot: 'pairings.cannot',
  done: 'pairings.done',
  metYes: 'pairings.met-yes',
  metNo: 'pairings.met-no',
  metAlone: 'pairings.met-alone',
  stay: 'pairings.stay',
  /** Of the partner's membership that it is about. */
  rubric: 'pairings.rubric',
  /** Of a rubric. */
  keep: 'pairings.keep',
  letGo: 'pairings.let-go',
  announce: 'pairings.announce',
  /** Of a kind: all of its questions, the agenda and what to say to each other. */
  questions: 'pairings.questions',
  /** Of a kind, with the place of a question as the version. */
  question: 'pairings.question',
  shows: 'pairings.shows',
  share: 'pairings.share',
  ownNote: 'pairings.own-note',
  /** Of an area of feedback. */
  area: 'pairings.area',
  /** Of a partner's membership. */
  block: 'pairings.block',
  report: 'pairings.report',
  /** Of a block. */
  unblock: 'pairings.unblock',
  /** Of a report. */
  closeReport: 'pairings.close-report',
  need: 'pairings.need',
  needWithdraw: 'pairings.need-withdraw',
  /** Of an ask. */
  needYes: 'pairings.need-yes',
  needNo: 'pairings.need-no',
  setup: 'pairings.setup',
  start: 'pairings.start',
  stop: 'pairings.stop',
  skipRound: 'pairings.skip-round',
  history: 'pairings.history',
  /** With the page as the version. */
  dryRun: 'pairings.dry-run',
} as const;
