import { limits } from './limits.ts';
import { isBlank } from './measure.ts';

/** One choice of a select. `label` is shown literally. */
export interface OptionItem {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

/** What is wrong with the options of a select, in words; empty when nothing is. */
export function checkOptions(options: readonly OptionItem[]): string[] {
  const faults: string[] = [];
  if (options.length === 0 || options.length > limits.select.options) {
    faults.push(`a select has ${options.length} options, 1 to ${limits.select.options}`);
  }
  if (new Set(options.map((option) => option.value)).size < options.length) faults.push('two options share a value');
  // Named by position: a label may be a member's words, and faults end in logs.
  for (const [index, { value, label, description }] of options.entries()) {
    const at = `option ${index + 1}`;
    if (isBlank(value) || value.length > limits.select.value) faults.push(`the value of ${at} has no legal length`);
    if (isBlank(label) || label.length > limits.select.label) faults.push(`the label of ${at} has no legal length`);
    if (description !== undefined && (isBlank(description) || description.length > limits.select.description)) {
      faults.push(`the description of ${at} has no legal length`);
    }
  }
  return faults;
}
