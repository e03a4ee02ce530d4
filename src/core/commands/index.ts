export {
  type Choice,
  type ChoiceOption,
  type Command,
  type CommandEntry,
  type CommandGroup,
  defineCommand,
  defineCommandGroup,
  isGroup,
  type Localised,
  type NumberOption,
  type Option,
  type Options,
  type OptionValues,
  type TextOption,
} from './definition.ts';
export { type ParsedLine, parseLine } from './line.ts';
export { choicesToType, findChoice, type InputProblem, type Read, readOptions } from './read.ts';
