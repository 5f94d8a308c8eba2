import type { Card } from '../../cards/kit/card.ts';
import { confirmCard } from '../../cards/risks/confirm.ts';
import { divertCard } from '../../cards/risks/divert.ts';
import { formCard } from '../../cards/risks/form.ts';
import { mineCard } from '../../cards/risks/mine.ts';
import { type PickView, pickCard } from '../../cards/risks/place.ts';
import { retireCard } from '../../cards/risks/retire.ts';
import { startCard } from '../../cards/risks/start.ts';
import { plainCard, statusCard } from '../../cards/risks/status.ts';
import type { RiskBody, RiskTexts } from '../../src/capabilities/risks/model.ts';
import { pickView, startView } from '../../src/capabilities/risks/places.ts';
import { correctionForm, keptForm, newForm } from '../../src/capabilities/risks/view-form.ts';
import { confirmView, mineView, statusView } from '../../src/capabilities/risks/view-own.ts';
import { organization, type Person, type Step } from '../../src/kernel/people.ts';
import { text } from '../../src/kernel/text.ts';
import { P1, riskBody, riskDoc, settings, texts, worldAt } from '../risks/fixture.ts';
import { smallBureau } from '../support/bureau.ts';

/** Every card of the declaring half, drawn through its view from the same small bureau. */
export const world = worldAt();
export const who = (id: string): Person => {
  const person = world.org.people.get(id);
  if (!person) throw new Error(`nobody called ${id}`);
  return person;
};
const start = (id: string, waiting = 0): Card => startCard(startView(who(id), world.org, waiting));
const wide = organization({
  ...smallBureau,
  units: [
    ...smallBureau.units,
    ...Array.from({ length: 22 }, (_, i) => ({
      id: `U${i + 2}`,
      name: `直属单位${i + 2}`,
      kind: 'affiliated' as const,
      order: i + 2,
    })),
  ],
});
const picking = (more: Partial<Parameters<typeof pickView>[1]>, org = world.org): PickView => {
  const view = pickView(who('ou_officer'), { method: 'leader', page: 0, ...more }, org);
  if (!view) throw new Error('nothing to pick');
  return view;
};
const status = (body: RiskBody, viewer: string, sealed: RiskTexts = texts): Card =>
  statusCard(statusView(world, riskDoc(body, { sealed }), who(viewer)));
const draft = (more: Partial<RiskBody>): RiskBody => ({ ...riskBody(more), status: 'draft', chain: [] });
const lastReturn = { reason: 'vague', by: 'ou_head', at: world.now, due: '2026-11-26' } as const;
export const returned: RiskBody = {
  ...riskBody({ returns: 1, lastReturn }),
  status: 'returned',
  due: '2026-11-26',
  trail: [
    { key: 't1', what: 'submitted', by: 'ou_clerk', at: world.now },
    { key: 't2', what: 'returned', by: 'ou_head', at: world.now, step: 'head', reason: 'vague' },
  ],
};
const returnedTexts: RiskTexts = { ...texts, comments: { t2: '请写清是哪一类支付。' } };
const confirm = async (more: Partial<RiskBody>, sealed: RiskTexts = texts): Promise<Card> =>
  confirmCard(await confirmView(world, riskDoc(draft(more), { sealed })));
const at = (status: RiskBody['status'], more: Partial<RiskBody> = {}): RiskBody => ({
  ...riskBody(more),
  status,
});

export const long = '长'.repeat(200);
const step = (i: number): Step => ({
  id: `L${i}`,
  unit: 'U0',
  division: 'D1',
  post: 'P1',
  powerItem: long.slice(0, 40),
  name: long.slice(0, 40),
  tripleMajor: [],
});
const crowded = worldAt(undefined, { ...smallBureau, steps: Array.from({ length: 60 }, (_, i) => step(i)) });
export const longTexts: RiskTexts = {
  title: long.slice(0, 40),
  content: long,
  manifestation: long,
  rootCause: long,
  measure: long,
  comments: { t2: long },
};

export const declareCards: Readonly<Record<string, () => Card | Promise<Card>>> = {
  'risks.start.staff': () => start('ou_clerk', 2),
  'risks.start.leader': () => start('ou_head'),
  'risks.start.nopost': () => start('ou_clerk2'),
  'risks.pick.unit': () => pickCard(picking({ page: 1 }, wide)),
  'risks.pick.division': () => pickCard(picking({ unit: 'U1' })),
  'risks.pick.post': () => pickCard(picking({ unit: 'U0', division: 'D1' })),
  'risks.form.new': async () => formCard(await newForm(world, P1, 'self', 'R-1')),
  'risks.form.nosteps': async () =>
    formCard(await newForm(world, { level: 'post', unit: 'U0', division: 'D1', post: 'P3' }, 'peer', 'R-1')),
  'risks.form.edit': async () => formCard(await keptForm(world, riskDoc())),
  'risks.form.returned': async () =>
    formCard(await keptForm(world, riskDoc(returned, { sealed: returnedTexts }))),
  'risks.form.correct': () => formCard(correctionForm(world, riskDoc(at('effective')))),
  'risks.confirm.1': () =>
    confirm({ grade: 1, tripleMajor: ['funds'], self: { ...riskBody().self, harm: 'high', grade: 1 } }),
  'risks.confirm.2': () =>
    confirm({ hints: ['vague', 'perfunctory', 'unrealistic', 'similar', 'vagueMeasure'] }),
  'risks.confirm.3': () => confirm({ grade: 3, self: { ...riskBody().self, likelihood: 'low', grade: 3 } }),
  'risks.divert.accusation': () => divertCard({ kind: 'accusation', channel: settings.reportChannel }),
  'risks.divert.secret': () => divertCard({ kind: 'secret', channel: settings.reportChannel }),
  'risks.status.review': () => status(riskBody(), 'ou_clerk'),
  'risks.status.stuck': () =>
    status({ ...riskBody(), chain: riskBody().chain.map((s) => ({ ...s, holders: [] })) }, 'ou_clerk'),
  'risks.status.approved': () => status(at('approved'), 'ou_clerk'),
  'risks.status.effective': () => status(at('effective'), 'ou_clerk'),
  'risks.status.withdrawn': () => status(at('withdrawn'), 'ou_clerk'),
  'risks.status.retirement': () => status(riskBody({ replaces: { id: 'R-0', how: 'retire' } }), 'ou_clerk'),
  'risks.retire': () =>
    retireCard({ id: 'R-1', rev: 4, title: texts.title, placeName: '局机关 · 财务处 · 资金支付' }),
  'risks.mine': () =>
    mineCard(
      mineView(
        world,
        [returned, draft({}), riskBody(), at('effective')].map((b, i) => riskDoc(b, { id: `R-${i}` })),
        0,
      ),
    ),
  'risks.mine.empty': () => mineCard(mineView(world, [], 0)),
  'risks.plain': () =>
    plainCard(
      text('草稿已放弃', 'Draft discarded'),
      text('填写的内容已清除。', 'What you typed has been erased.'),
    ),
};
/** The same cards with as much on them as the forms let in. */
export const fullCards: Readonly<Record<string, () => Card | Promise<Card>>> = {
  form: async () => formCard(await keptForm(crowded, riskDoc(returned, { sealed: longTexts }))),
  confirm: () =>
    confirm({ hints: ['vague', 'perfunctory', 'unrealistic', 'similar', 'vagueMeasure'] }, longTexts),
  status: () => status(riskBody(), 'ou_clerk', longTexts),
  mine: () =>
    mineCard(
      mineView(
        world,
        Array.from({ length: 95 }, (_, i) => riskDoc(returned, { id: `R-${i}`, sealed: longTexts })),
        4,
      ),
    ),
  retire: () => retireCard({ id: 'R-1', rev: 4, title: longTexts.title, placeName: long }),
};
