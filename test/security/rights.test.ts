import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { RiskBody } from '../../src/capabilities/risks/index.ts';
import type { Place } from '../../src/kernel/people.ts';
import { riskBody, texts, worldAt } from '../risks/fixture.ts';
import { riskIn } from '../risks/seeded.ts';
import type { TestBot } from '../support/bot.ts';
import { clickOn, data, type Register, register } from './register.ts';

let stage: Register;
const bot = (): TestBot => stage.bot;
afterEach(() => bot().close());
const body = async (id: string): Promise<RiskBody> => (await riskIn(bot(), id)).body;
const revOf = async (id: string): Promise<number> => (await riskIn(bot(), id)).rev;
const approve = async (who: string, id: string, rev?: number) =>
  clickOn(bot(), who, 'review.approve', id, { rev: rev ?? (await revOf(id)) });

/** Writes an organisation document anew, as a directory sync does. */
async function change(kind: string, id: string, more: object): Promise<void> {
  const doc = await bot().store.get<object, object>({ kind, id });
  if (!doc) throw new Error(`no ${kind} ${id}`);
  const stamp = await bot().store.get<{ changes: number }>({ kind: 'stamp', id: 'organization' });
  await bot().store.commit({
    requestId: `change:${kind}:${id}`,
    fingerprint: id,
    at: bot().now(),
    actor: 'system',
    reason: 'sync',
    put: [
      {
        kind,
        id,
        rev: doc.rev,
        body: { ...doc.body, ...more },
        ...(doc.sealed ? { sealed: doc.sealed } : {}),
      },
      {
        kind: 'stamp',
        id: 'organization',
        rev: stamp?.rev ?? 0,
        body: { changes: (stamp?.body.changes ?? 0) + 1 },
      },
    ],
  });
}

describe('Z04: rights end with the next action', () => {
  it('a dismissed reviewer’s old card does nothing any more', async () => {
    stage = await register();
    await change('person', 'ou_head', { active: false });
    const { seq } = bot().store.status();
    const reply = await approve('ou_head', 'R-inreview');
    expect([reply.toast?.type, reply.card, bot().store.status().seq]).toEqual(['warning', undefined, seq]);
    expect((await body('R-inreview')).signers).toEqual([]);
  });
  it('a moved head neither decides nor reads; the new one does', async () => {
    stage = await register();
    await change('division', 'D1', { head: 'ou_clerk2' });
    await change('person', 'ou_head', { division: 'D2', unit: 'U1' });
    const reply = await approve('ou_head', 'R-inreview');
    expect(reply.toast?.type).toBe('warning');
    expect((await body('R-inreview')).signers).toEqual([]);
    expect(JSON.stringify(await clickOn(bot(), 'ou_head', 'review.open', 'R-inreview'))).not.toContain(
      'MARK',
    );
    expect((await approve('ou_clerk2', 'R-inreview')).toast?.type).toBe('success');
  });
  it('a role taken back is gone at once', async () => {
    stage = await register();
    const before = await clickOn(bot(), 'ou_auditor', 'review.open', 'R-inreview');
    await change('grant', 'auditor:*:ou_auditor', { role: 'staff' });
    const after = await clickOn(bot(), 'ou_auditor', 'review.open', 'R-inreview');
    expect([JSON.stringify(before).includes('MARKinreview'), JSON.stringify(after).includes('MARK')]).toEqual(
      [true, false],
    );
  });
});

describe('Z05: a button is bound to its person, item and revision', () => {
  it('a stale revision, another item’s revision, an unknown or malformed id change nothing', async () => {
    stage = await register();
    const rev = await revOf('R-inreview');
    const { signers } = await body('R-inreview');
    for (const [id, shown] of [
      ['R-inreview', rev - 1],
      ['R-inreview', rev + 1],
      ['R-inreview', -1],
      ['R-nowhere', 1],
      ['__proto__', 1],
      ['', 1],
      ['../../etc/passwd', 1],
      [stage.ids.notice, rev],
    ] as const)
      expect((await approve('ou_head', id, shown)).toast?.type, `${id} ${shown}`).not.toBe('success');
    expect((await body('R-inreview')).signers).toEqual(signers);
  });
  it('a button of somebody else’s card does nothing for me, and works once for its owner', async () => {
    stage = await register();
    const rev = await revOf('R-inreview');
    expect((await approve('ou_buyer', 'R-inreview', rev)).toast?.type).toBe('warning');
    const taps = await Promise.all([1, 2, 3].map(() => approve('ou_head', 'R-inreview', rev)));
    expect(taps.map((t) => t.toast?.type).sort()).toEqual(['success', 'warning', 'warning']);
    expect((await body('R-inreview')).signers).toHaveLength(1);
  });
});

const PEOPLE = data.people.filter((p) => p.active).map((p) => p.id);
const COMMANDS = [
  'review.approve',
  'review.recuse',
  'review.handOver',
  'review.grade',
  'risks.withdraw',
  'review.approveRest',
];
const FORM = { reason: '本人与该岗位有近亲属关系', likelihood: 'high', harm: 'high', grade: '1' };
const moveArb = fc.record({
  who: fc.constantFrom(...PEOPLE),
  command: fc.constantFrom(...COMMANDS),
  to: fc.constantFrom(...PEOPLE),
});

describe('Z03: nobody decides about himself, also when everybody taps at once', { timeout: 120_000 }, () => {
  it('no declarer, holder of the post, recused person or earlier signer ever signs', async () => {
    stage = await register();
    await fc.assert(
      fc.asyncProperty(fc.array(moveArb, { minLength: 8, maxLength: 30 }), async (moves) => {
        await bot().close();
        stage = await register();
        for (let i = 0; i < moves.length; i += 6)
          await Promise.all(
            moves.slice(i, i + 6).map(async ({ who, command, to }) => {
              const rev = await revOf('R-peer');
              const value = { items: `R-peer:${rev}` };
              return clickOn(bot(), who, command, 'R-peer', { rev, value, form: { ...FORM, to } });
            }),
          );
        const { signers, recused } = await body('R-peer');
        const names = signers.map((s) => s.person);
        expect(names.filter((p) => ['ou_clerk2', 'ou_clerk', ...recused].includes(p))).toEqual([]);
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 25 },
    );
  });
  it('nobody whose office it is to review signs what he declared or what is about him, while everybody taps', async () => {
    stage = await register();
    const given = worldAt(bot().now(), data);
    const [P1, P2] = [
      { level: 'post', unit: 'U0', division: 'D1', post: 'P1' },
      { level: 'post', unit: 'U1', division: 'D2', post: 'P2' },
    ] as const;
    const about = (place: Place, declarer: string, own: string) => ({ place, declarer, own });
    const cases = [
      ...['ou_head', 'ou_branch', 'ou_chief', 'ou_officer', 'ou_member'].map((p) => about(P1, p, p)),
      ...['ou_sectionhead', 'ou_unithead', 'ou_officer2'].map((p) => about(P2, p, p)),
      // Declared by his clerk, about the head himself.
      about({ ...P1, post: 'P3' }, 'ou_clerk', 'ou_head'),
    ].flatMap((one) => ([1, 2, 3] as const).map((grade) => ({ ...one, grade })));
    const put = cases.map(({ place, declarer, grade }, i) => ({
      ...{ kind: 'risk', id: `R-own${i}`, rev: 0, sealed: texts },
      body: riskBody({ place, declarer, grade, lastBy: declarer }, given),
    }));
    const cause = { requestId: 'own', fingerprint: 'own', actor: 'system', reason: 'test' };
    await bot().store.commit({ ...cause, at: bot().now(), put });
    let approved = 0;
    for (const [i, { own, declarer, grade }] of cases.entries()) {
      const id = `R-own${i}`;
      for (let before = -1; before !== (await revOf(id)); ) {
        before = await revOf(id);
        const replies = await Promise.all(PEOPLE.map((who) => approve(who, id, before)));
        for (const who of [own, declarer])
          expect(replies[PEOPLE.indexOf(who)]?.toast?.type, `${who} ${id}`).toBe('warning');
      }
      const { signers, votes = [], status } = await body(id);
      const names = [...signers.map((s) => s.person), ...votes.flatMap((v) => [v.member, v.by])];
      expect(names.filter((p) => p === own || p === declarer)).toEqual([]);
      expect(names.length, id).toBeGreaterThan(0);
      if (status !== 'approved') continue;
      approved += 1;
      if (grade === 1) expect(new Set(names).size, id).toBeGreaterThan(1);
    }
    expect(approved).toBeGreaterThan(cases.length / 2);
  });
  it('of many who approve one step at once, one signs', async () => {
    stage = await register();
    const rev = await revOf('R-inreview');
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => approve('ou_head', 'R-inreview', rev)),
    );
    expect(replies.filter((r) => r.toast?.type === 'success')).toHaveLength(1);
    expect(await revOf('R-inreview')).toBe(rev + 1);
  });
});

it('Z01: somebody whom the directory does not know changes nothing, whatever he clicks or says', async () => {
  stage = await register();
  const { seq } = bot().store.status();
  for (const command of [
    'review.approve',
    'risks.draft',
    'publicity.submit',
    'help.open',
    'organization.addOfficer',
  ])
    expect((await clickOn(bot(), 'ou_nobody', command, 'R-inreview')).card).toBeUndefined();
  expect(bot().store.status().seq).toBe(seq);
});
