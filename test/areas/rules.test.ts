import { describe, expect, it } from 'vitest';
import { attentionOf, byWeight, growthOf, latest, live } from '../../src/capabilities/areas/rules.ts';

const area = (name: string, key: boolean, scale: Record<string, number>) => ({ name, key, scale });
const project = (name: string, budget: number, state: 'preparing' | 'running' | 'completed') =>
  ({ name, unit: 'U0', way: 'own', budget, state, targets: { clean: true } }) as const;

describe('the scale of an area (S12, S14)', () => {
  it('is that of its newest year, and grows against the year before it only', () => {
    expect(latest({ scale: { '2024': 3, '2026': 5 } })).toEqual({ year: '2026', amount: 5 });
    expect(growthOf({ scale: { '2025': 30, '2026': 33 } })).toBe(10);
    expect(growthOf({ scale: { '2025': 4.6, '2026': 4.2 } })).toBe(-9);
    expect(growthOf({ scale: { '2024': 3, '2026': 5 } })).toBeUndefined();
    expect(growthOf({ scale: {} })).toBeUndefined();
    expect(growthOf({ scale: { '2025': 0, '2026': 5 } })).toBeUndefined();
  });
  it('orders areas: key ones first, then by money, then by name', () => {
    const areas = [
      area('b', false, { '2026': 90 }),
      area('c', true, { '2026': 1 }),
      area('a', true, { '2025': 7 }),
      area('d', true, {}),
    ];
    expect(areas.toSorted(byWeight).map((a) => a.name)).toEqual(['a', 'c', 'd', 'b']);
  });
});

it('projects under way are those not completed, the largest first (S13)', () => {
  const all = [project('x', 10, 'running'), project('y', 99, 'completed'), project('z', 50, 'preparing')];
  expect(live(all).map((p) => p.name)).toEqual(['z', 'x']);
});

it('a unit gets attention by how many of three thresholds it reaches (S11)', () => {
  const thresholds = { powers: 8, funds: 1, projects: 3 };
  expect(attentionOf({ powers: 8, funds: 0, projects: 3 }, thresholds)).toBe('high');
  expect(attentionOf({ powers: 7, funds: 1, projects: 2 }, thresholds)).toBe('middle');
  expect(attentionOf({ powers: 7, funds: 0.99, projects: 2 }, thresholds)).toBe('low');
});
