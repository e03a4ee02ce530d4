export { createDispatcher, type Dispatcher, type FormAbilities } from './dispatch.ts';
export {
  type ActionHandler,
  type Feature,
  type FieldErrors,
  type FormHandler,
  fieldErrors,
  type Press,
  type Submission,
} from './feature.ts';
export { follow } from './follow.ts';
export { idsFrom, isRowId } from './ids.ts';
export {
  type Actor,
  type CommandInteraction,
  type Context,
  type Deed,
  type Interaction,
  type LineInteraction,
  type Member,
  type Place,
  type PlatformName,
  type PressInteraction,
  platformNames,
  type SubmitInteraction,
  type SuggestInteraction,
} from './interaction.ts';
export { ask, type CardOutcome, type Outcome, refuse, replace, reply, type Suggestion } from './outcome.ts';
export { findCurrent, findOwn, type Subject, saveOwn, subjectOf } from './own.ts';
export { createPace, memberPace, type Pace, type PaceLimits } from './pace.ts';
export { expiredReply, notYoursReply, outOfDate, wentWrongReply } from './replies.ts';
export { createShelf, deleteButton, keepButton, listButton, type Shelf } from './shelf.ts';
export { type ActionToken, actionToken, commandToken, parseActionToken } from './token.ts';
export { chosenValues, textValue } from './values.ts';
