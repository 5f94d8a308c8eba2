import { expect, it } from 'vitest';
import { wallClock } from '../../src/clock.ts';

const MONDAY = Date.parse('2026-11-23T01:00:00.000Z');
const YEARS_LATER = Date.parse('2031-03-01T00:00:00.000Z');

it('a sandbox of 2026 keeps its date on a machine of a later year', () => {
  let wall = YEARS_LATER;
  const clock = wallClock(() => wall);
  clock.set(MONDAY);
  expect(clock.instant()).toBe('2026-11-23T01:00:00.000Z');
  wall += 5_000;
  expect(clock.now()).toBe(MONDAY + 5_000);
});

it('once set it goes on and never back', () => {
  const clock = wallClock(() => YEARS_LATER);
  clock.set(MONDAY);
  clock.set(MONDAY + 86_400_000);
  clock.set(MONDAY + 1_000);
  expect(clock.now()).toBe(MONDAY + 86_400_000);
});

it('without a sandbox it is the machine’s own', () =>
  expect(wallClock(() => YEARS_LATER).now()).toBe(YEARS_LATER));
