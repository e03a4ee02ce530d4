export {
  type Action,
  actionRows,
  type Button,
  type Card,
  card,
  cardLength,
  type LinkButton,
  type Section,
  type Select,
  text,
} from './card.ts';
export type { Drawing, DrawnPart } from './drawing.ts';
export {
  type Field,
  type Form,
  type FormValues,
  form,
  isOffered,
  type PickField,
  refill,
  type SelectField,
  type TextField,
} from './form.ts';
export { limits } from './limits.ts';
export { codeBlockLength, escapedLength, excerpt, richLength } from './measure.ts';
export type { OptionItem } from './options.ts';
export { type PlainStyle, plainRich, renderPlain } from './plain.ts';
