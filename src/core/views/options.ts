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
  for (const { value, label, description } of options) {
    if (isBlank(value) || value.length > limits.select.value) faults.push('an option value has no legal length');
    if (isBlank(label) || label.length > limits.select.label)
      faults.push(`option label "${label}" has no legal length`);
    if (description !== undefined && (isBlank(description) || description.length > limits.select.description)) {
      faults.push(`the description of option "${value}" has no legal length`);
    }
  }
  return faults;
}
