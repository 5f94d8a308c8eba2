import { afterEach, beforeEach, expect, it } from 'vitest';
import { areaView } from '../../src/capabilities/areas/view.ts';
import { qualityView } from '../../src/capabilities/completeness/view.ts';
import { progressCommand } from '../../src/capabilities/digests/progress.ts';
import type { RiskBody } from '../../src/capabilities/risks/index.ts';
import type { Grade } from '../../src/kernel/grade.ts';
import { actingIn } from '../../src/runtime/bot.ts';
import { approvedBody } from '../publicity/approved.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { counted } from '../support/counted.ts';
import { worldAt } from './fixture.ts';

/** More than one page of any list. */
const EACH = 2_100;
let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
  const now = bot.now();
  const effective = { ...approvedBody(now), status: 'effective' as const, effectiveAt: now };
  const D1 = { level: 'post', unit: 'U0', division: 'D1', post: 'P1' } as const;
  const bodies: RiskBody[] = [
    ...Array.from({ length: EACH }, (_, i) => ({
      ...effective,
      grade: ((i % 3) + 1) as Grade,
      area: '采购',
    })),
    { ...effective, area: '采购|办公', grade: 1 },
    { ...effective, area: '采购', grade: 1, status: 'retired' },
    { ...effective, place: D1, powerItem: '大额支付' },
    { ...effective, place: { level: 'division', unit: 'U0', division: 'D1' }, status: 'returned' },
    { ...effective, place: D1, status: 'diverted' },
    { ...effective, place: D1, status: 'inReview', replaces: { id: 'R-0', how: 'correct' } },
  ];
  const put = bodies.map((body, i) => ({ kind: 'risk', id: `R-${i}`, rev: 0, body }));
  const cause = { fingerprint: 'seed', at: now, actor: 'system', reason: 'seed' };
  const area = { kind: 'area', id: 'A', rev: 0, body: { name: '采购', key: true, scale: {} } };
  await bot.store.commit({ ...cause, requestId: 'seed:risks', put: [...put, area] });
});
afterEach(() => bot.close());

/** The world of a person, whose readings are counted. */
function asSeenBy(id: string) {
  const { seen, reader } = counted(bot.store);
  const world = worldAt(bot.now(), undefined, reader);
  const viewer = world.org.people.get(id);
  if (!viewer) throw new Error(id);
  return { seen, world, viewer };
}

it('grades of an area are counted whole, without reading a risk', async () => {
  const { seen, world, viewer } = asSeenBy('ou_officer');
  expect((await areaView(world, 'A', viewer))?.grades).toEqual({
    1: EACH / 3,
    2: EACH / 3,
    3: EACH / 3,
  });
  expect(seen.docs).toBe(1);
});

it('items that no risk in effect covers are counted without reading a risk', async () => {
  const { seen, world, viewer } = asSeenBy('ou_officer');
  const covered = await qualityView(world, 0, viewer);
  expect([covered?.uncovered, covered?.items]).toEqual([0, 2]);
  expect(seen.docs).toBe(0);
  const { items } = await bot.store.list('risk', { index: 'covers', prefix: 'U0|', limit: 9 });
  const retired = items.map(({ kind, id, rev, body }) => ({
    ...{ kind, id, rev, body: { ...(body as RiskBody), status: 'retired' } },
  }));
  const cause = { fingerprint: 'x', at: bot.now(), actor: 'system', reason: 'x' };
  await bot.store.commit({ ...cause, requestId: 'retire', put: retired });
  expect((await qualityView(world, 0, viewer))?.uncovered).toBe(1);
});

it('progress of a division is counted by post without reading a risk', async () => {
  const { seen, world, viewer } = asSeenBy('ou_head');
  const outcome = await progressCommand.run(actingIn(world, viewer), { option: 'D1' });
  const words = outcome.kind === 'show' ? wordsOn(outcome.answer.card) : outcome.kind;
  expect(words).toContain('部门层面');
  expect(words).toContain('还没有风险点的岗位：处长');
  expect(seen.docs).toBe(0);
});
