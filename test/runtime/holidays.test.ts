import { describe, expect, it } from 'vitest';
import { workCalendar } from '../../src/kernel/workdays.ts';
import { unknownYears } from '../../src/runtime/holidays.ts';
import { testBot, wordsOn } from '../support/bot.ts';

describe('a year without published holidays', () => {
  const asks = (today: string, off: readonly string[] = []) =>
    unknownYears({ today, calendar: workCalendar({ off, work: [] }) });
  it.each([
    ['2030-06-03', [2030]],
    ['2030-12-02', [2030, 2031]],
    ['2026-06-01', []],
  ])('is missed on %s: %j', (today, years) => expect(asks(today)).toEqual(years));
  it('is no longer missed once the office has entered it', () =>
    expect(asks('2030-06-03', ['2030-10-01'])).toEqual([]));

  it('stands in the office admin’s digest of the month’s first working day, once', async () => {
    const bot = await testBot({ start: '2030-11-29T01:00:00.000Z' });
    await bot.goTo('2030-11-29T01:00:01.000Z');
    for (const at of ['2030-12-02T00:31:00.000Z', '2030-12-02T02:00:00.000Z', '2030-12-03T02:00:00.000Z'])
      await bot.goTo(at);
    const digests = bot.to('ou_admin').filter((m) => wordsOn(m.card).includes('节假日安排尚未录入'));
    expect(digests).toHaveLength(1);
    expect(wordsOn(digests[0]?.card)).toContain('2031');
    await bot.close();
  });
});
