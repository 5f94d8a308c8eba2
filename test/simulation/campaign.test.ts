import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/config.ts';
import { runCampaign } from '../../src/simulation/campaign/campaign.ts';
import { campaignReport, heldUp } from '../../src/simulation/campaign/report.ts';
import { raiseStage } from '../../src/simulation/campaign/stage.ts';
import { checkEdition, noSums } from '../../src/simulation/campaign/sums.ts';

const settings = loadSettings();
/** `npm run campaign` takes 1,500 people in 22 units. */
const SMALL = { seed: 'suite', people: 70, units: 3, years: 2 } as const;

describe('an annual campaign, by cards only', () => {
  it('goes from deployment to the frozen edition within its taps, and every number agrees', {
    timeout: 180_000,
  }, async () => {
    const outcome = await runCampaign(SMALL, settings);
    expect(heldUp(outcome), campaignReport(outcome, 0)).toBe(true);
    expect(outcome.years.map((y) => [y.edition, y.answered - y.asked])).toEqual([
      ['2025-1', 0],
      ['2026-1', 0],
    ]);
    expect(outcome.sums.compared).toBeGreaterThan(20);
    const done = new Map(outcome.taps.map((l) => [l.task, l.times]));
    for (const task of [
      'declare',
      'no change',
      'correct',
      'object to a published item',
      'compile an edition',
    ])
      expect([task, done.get(task) ?? 0]).not.toEqual([task, 0]);
  });

  it('notices an edition whose sheets say something else', async () => {
    const stage = raiseStage({ ...SMALL, from: '2025-03-03' }, settings);
    const sums = noSums();
    const sent = { id: 'om_1', uuid: 'm-1', to: { person: 'ou_0008' }, chatId: 'oc_1', at: 0 };
    await checkEdition(stage, sums, sent, { ...sent, file: { name: 'x.xlsx', bytes: new Uint8Array() } });
    expect(sums.wrong.length).toBeGreaterThan(1);
  });
});
