import { type SampleItem, type SampleView, sampleCard } from '../../../cards/screening/sample.ts';
import { said } from '../../../cards/screening/text.ts';
import type { Acting, AnyCommand, ChatWord, Outcome, World } from '../../kernel/capability.ts';
import { localDate } from '../../kernel/time.ts';
import { riskOf } from '../risks/index.ts';
import { type Click, clicks, refused, show } from './click.ts';
import { campaignOf, lastFrozen } from './load.ts';
import type { AnswerBody, AnswerDoc, CampaignDoc } from './model.ts';
import { countOf } from './sampling.ts';
import { answerPlace } from './view.ts';

const PAGE = 6;

/** A discipline officer of the statement's unit; nobody checks his own. */
const checks = ({ org, actor }: Acting, answer: AnswerBody): boolean =>
  org.hasRole(actor, 'discipline_officer', answer.unit);

async function itemView(world: World, answer: AnswerDoc): Promise<SampleItem> {
  const risks = await Promise.all(answer.body.risks.slice(0, 8).map((id) => riskOf(world.read, id)));
  return {
    id: answer.id,
    rev: answer.rev,
    place: answerPlace(world, answer.body),
    at: localDate(answer.body.at, world.settings.zone),
    titles: risks.map((r) => r?.sealed?.title ?? '').filter((t) => t !== ''),
    ...(answer.body.checked ? { checked: answer.body.checked.as } : {}),
  };
}

/** The drawn statements that this officer looks at; the sample is small, so it is read whole. */
async function viewOf(acting: Acting, { id, body }: CampaignDoc, asked: number): Promise<SampleView> {
  const drawn = await Promise.all(
    (body.sample ?? []).map((a) => acting.read.get<AnswerBody>({ kind: 'answer', id: a })),
  );
  const own = drawn.filter((a): a is AnswerDoc => a !== undefined && checks(acting, a.body));
  const pages = Math.max(1, Math.ceil(own.length / PAGE));
  const page = Math.min(asked, pages - 1);
  return {
    ...{ year: body.year, percent: body.samplePercent, total: own.length, page, pages },
    statements: await countOf(acting.read, id, 'noChange'),
    items: await Promise.all(own.slice(page * PAGE, (page + 1) * PAGE).map((a) => itemView(acting, a))),
  };
}

async function openSample(acting: Acting, page: number): Promise<Outcome> {
  if (!acting.org.hasRole(acting.actor, 'discipline_officer')) return refused('notYours');
  const campaign = await lastFrozen(acting.read);
  if (!campaign) return refused('notFrozen');
  return show({ card: sampleCard(await viewOf(acting, campaign, page)) });
}

/** 已核实, or the person is asked to look again (a digest line). */
async function check(acting: Acting, click: Click): Promise<Outcome> {
  const answer: AnswerDoc | undefined = await acting.read.get({ kind: 'answer', id: click.id });
  const campaign = answer && (await campaignOf(acting.read, answer.body.campaign));
  if (!answer || !campaign?.body.sample?.includes(answer.id) || !checks(acting, answer.body))
    return refused('notYours');
  if (answer.body.person === acting.actor.id) return refused('ownStatement');
  if (answer.rev !== click.rev || answer.body.checked) return refused('alreadyDecided');
  const as = click.how === 'again' ? ('again' as const) : ('fine' as const);
  const body: AnswerBody = { ...answer.body, checked: { by: acting.actor.id, at: acting.now, as } };
  const { kind, id, rev, sealed } = answer;
  const data = { unit: body.unit, item: body.item, as };
  const about = `campaign:${campaign.id}`;
  return {
    kind: 'done',
    change: {
      events: [{ type: 'screening.checked', about, by: acting.actor.id, at: acting.now, data }],
      put: [{ kind, id, rev, body, ...(sealed === undefined ? {} : { sealed }) }],
      notices:
        as === 'again' ? [{ to: body.person, line: 'screening.sampleAgain', about: `answer:${id}` }] : [],
    },
    answer: async (after) => ({
      toast: { type: 'success', text: said.checked },
      card: sampleCard(await viewOf(after, campaign, click.page)),
    }),
  };
}

export const sampleCommands: Readonly<Record<string, AnyCommand>> = {
  'screening.sample': clicks((acting, click) => openSample(acting, click.page)),
  'screening.check': clicks(check),
};
export const sampleWord: ChatWord = {
  words: ['抽查', 'sample'],
  action: 'self.use',
  run: (acting) => openSample(acting, 0),
};
