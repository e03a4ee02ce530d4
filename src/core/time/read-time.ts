/** `9`, `9:30`, `09.30` or `21h` as `HH:MM`; undefined for anything that is no time of day. */
export function readTime(typed: string): string | undefined {
  const found = /^([01]?\d|2[0-3])(?:[:.h]([0-5]\d)?)?\s*(am|pm)?$/i.exec(typed.trim());
  if (!found?.[1]) return undefined;
  const half = found[3]?.toLowerCase();
  const hour = Number(found[1]);
  if (half && (hour < 1 || hour > 12)) return undefined;
  const shifted = half ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour;
  return `${String(shifted).padStart(2, '0')}:${found[2] ?? '00'}`;
}
