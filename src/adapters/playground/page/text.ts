import en from './locales/en.json' with { type: 'json' };

export type TextKey = keyof typeof en;

/** A string of the page with its `{values}` filled in. */
export function t(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return en[key].replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ''));
}
