import type { Change, Message, Notice, Schedule, World } from '../../kernel/capability.ts';
import { campaignOf, liveCampaign } from './load.ts';
import type { CampaignBody, CampaignDoc, Stage } from './model.ts';
import { audienceOf, unitsIn } from './plan-view.ts';
import { drawSample } from './sampling.ts';
import { nextMove } from './stages.ts';

const clockOf = ({ settings }: World) => ({ workStart: settings.quiet.workStart, zone: settings.zone });

/** The notice to each unit's group, once; the office hears which groups are missing. */
function deployment(world: World, { id, body }: CampaignDoc): Partial<Change> {
  const units = unitsIn(world, body).filter((u) => audienceOf(world, body, u).people > 0);
  const messages = units.flatMap((unit): readonly Message[] => {
    const chat = world.org.unitChat(unit)?.chat;
    return chat === undefined
      ? []
      : [
          {
            to: { chat },
            card: 'screening.deployment',
            about: `deployment:${id}:${unit}`,
            params: { campaign: id, unit },
            when: 'working',
          },
        ];
  });
  const without = units.filter((u) => !world.org.unitChat(u));
  const lines = without.flatMap((unit) =>
    world.org.granted('office_admin').map(
      (p): Notice => ({
        to: p.id,
        line: 'screening.noGroup',
        about: `campaign:${id}`,
        params: { unit },
      }),
    ),
  );
  return { messages, notices: lines };
}

/** What comes with the freeze: the sample for the discipline officers. */
async function freeze(
  world: World,
  doc: CampaignDoc,
): Promise<{ body: Partial<CampaignBody>; more: Partial<Change> }> {
  const sample = await drawSample(world.read, doc);
  const officers = sample.length === 0 ? [] : world.org.granted('discipline_officer');
  const notices = officers.map((p) => ({ to: p.id, line: 'screening.sample', about: `campaign:${doc.id}` }));
  return { body: { sample }, more: { notices } };
}

/** Moves a campaign to its next stage. undefined: it has moved already, or its dates have changed. */
export async function advance(world: World, id: string, stage: Stage): Promise<Change | undefined> {
  const doc = await campaignOf(world.read, id);
  const move = doc && nextMove(doc.body, clockOf(world));
  if (!doc || !move || move.stage !== stage || move.at > world.now) return undefined;
  const frozen = move.stage === 'frozen' ? await freeze(world, doc) : undefined;
  const more = move.stage === 'deployed' ? deployment(world, doc) : (frozen?.more ?? {});
  const body: CampaignBody = {
    ...doc.body,
    ...frozen?.body,
    stage: move.stage,
    movedAt: { ...doc.body.movedAt, [move.stage]: world.now },
  };
  const data = { year: body.year, stage: body.stage, ...audienceOf(world, body) };
  return {
    ...more,
    events: [{ type: `campaign.${move.stage}`, about: `campaign:${id}`, by: 'system', at: world.now, data }],
    put: [{ kind: 'campaign', id, rev: doc.rev, body, sealed: doc.sealed }],
  };
}

/** Looks at the plan, not at the clock's last position: whatever was missed is made up for, one stage a tick. */
export const stageSchedule: Schedule = {
  name: 'screening.stages',
  due: async (world, _since, until) => {
    const campaign = await liveCampaign(world.read);
    const move = campaign && nextMove(campaign.body, clockOf(world));
    if (!campaign || !move || move.at > until) return [];
    const key = `${campaign.id}:${move.stage}:${move.at}`;
    return [{ key, at: move.at, params: { campaign: campaign.id, stage: move.stage } }];
  },
  run: (world, { params }) => advance(world, String(params?.campaign), String(params?.stage) as Stage),
};
