import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonCopy } from '../../src/store/ledger/line.ts';

const throughText = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const leavesFrozen = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Object.isFrozen(value) && Object.values(value).every(leavesFrozen));

describe('a copy without the text between', () => {
  it('is what parsing the JSON gives, whatever the value', () =>
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.anything({ withDate: true, withNullPrototype: true })),
        (value) => {
          const copy = jsonCopy(value);
          expect(copy).toStrictEqual(throughText(value));
          expect(leavesFrozen(copy)).toBe(true);
        },
      ),
    ));
  it.each([
    [{ at: new Date(0), n: [undefined, Number.NaN, -0, () => 1], gone: undefined, f: () => 1 }],
    [JSON.parse('{"__proto__":{"x":1},"a":{"constructor":2}}') as object],
    [{ toJSON: () => ({ other: true }) }],
    [Array(2)],
  ])('takes the long way for what is unusual: %j', (value) =>
    expect(jsonCopy(value)).toStrictEqual(throughText(value)),
  );
});
