import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { loadSettings } from '../config.ts';
import { CAMPAIGN, runCampaign } from '../simulation/campaign/campaign.ts';
import { campaignReport, heldUp } from '../simulation/campaign/report.ts';

const HELP = `campaign [--seed N] [--people ${CAMPAIGN.people}] [--units ${CAMPAIGN.units}] [--years ${CAMPAIGN.years}]
  全局在内存中只用卡片走完年度排查：部署、填报、审核、公示、定版；报告每项任务的点击数、每人每日消息数，并核对各卡片与表格的数字。
  A whole bureau goes through the annual campaign in memory, by cards only, from the deployment to the frozen edition; reports taps per task and messages per person, and compares the numbers of every card and sheet.`;

/** Exit 0 when every task could be done within its taps, every number agreed and no promise was broken. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      people: { type: 'string', default: String(CAMPAIGN.people) },
      units: { type: 'string', default: String(CAMPAIGN.units) },
      years: { type: 'string', default: String(CAMPAIGN.years) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const started = performance.now();
  const outcome = await runCampaign(
    {
      seed: values.seed ?? randomBytes(4).toString('hex'),
      people: Number(values.people),
      units: Number(values.units),
      years: Number(values.years),
    },
    loadSettings(),
    (year) => process.stderr.write(`${year.year}: ${year.risks} risk points in force\n`),
  );
  console.log(campaignReport(outcome, (performance.now() - started) / 1000));
  return heldUp(outcome) ? 0 : 1;
}
