/** The messages that check-ins send, as the outbox names them. Each is about a round unless it says otherwise. */
export const kinds = {
  open: 'checkins.open',
  /** The opening card with fresh counts. */
  root: 'checkins.root',
  /** About an answer: it in the thread. */
  answer: 'checkins.answer',
  /** About an answer: it as it was changed. */
  answerEdit: 'checkins.answer-edit',
  summary: 'checkins.summary',
  summaryEdit: 'checkins.summary-edit',
  missed: 'checkins.missed',
  unreachable: 'checkins.unreachable',
  /** About a nudge. */
  nudge: 'checkins.nudge',
} as const;
