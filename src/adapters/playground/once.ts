/** Does what a key stands for once and answers the same to each later call with that key. */
export type Once<Result> = (key: string, work: () => Promise<Result>) => Promise<Result>;

/** @param keep how many results are remembered, the newest ones. A failure is not remembered: it may be tried again. */
export function createOnce<Result>(keep: number): Once<Result> {
  const results = new Map<string, Promise<Result>>();
  return (key, work) => {
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = work();
    results.set(key, result);
    const oldest = results.keys().next();
    if (results.size > keep && !oldest.done) results.delete(oldest.value);
    result.catch(() => results.delete(key));
    return result;
  };
}
