import fc from 'fast-check';

/** `npm run fuzz` asks for a million; a usual run of the tests for 20,000 over all of them. */
export const fuzzCases = Number(process.env.FUZZ_CASES ?? 20_000);

/** The recorded payload with a few of its values put out of place, `wild` or any JSON. */
export function mutated(recorded: object, wild: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .array(fc.tuple(fc.nat(40), fc.oneof(fc.jsonValue(), fc.constant(undefined), wild)), { maxLength: 6 })
    .map((changes) => {
      const payload = structuredClone(recorded) as Record<string, unknown>;
      const spots: [Record<string, unknown>, string][] = [];
      const visit = (value: unknown) => {
        if (typeof value !== 'object' || value === null) return;
        for (const key of Object.keys(value)) {
          spots.push([value as Record<string, unknown>, key]);
          visit((value as Record<string, unknown>)[key]);
        }
      };
      visit(payload);
      for (const [at, value] of changes) {
        const spot = spots[at % spots.length];
        if (spot) spot[0][spot[1]] = value;
      }
      return payload;
    });
}
