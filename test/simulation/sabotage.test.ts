import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RiskBody } from '../../src/capabilities/risks/model.ts';
import { loadSettings } from '../../src/config.ts';
import { MessengerError } from '../../src/feishu/messenger.ts';
import type { Settings } from '../../src/kernel/settings.ts';
import type { Registry } from '../../src/runtime/registry.ts';
import type { Sabotage } from '../../src/simulation/host.ts';
import { newLife } from '../../src/simulation/life.ts';
import { NAME_MARK, nameOf } from '../../src/simulation/phrases.ts';
import { type Plan, simulate } from '../../src/simulation/simulate.ts';
import type { Commit } from '../../src/store/store.ts';
import { over } from '../support/over.ts';
import { bodies, cardOf, commits, doubled, sends, withWords } from './breaking.ts';

const settings = loadSettings();
const NAMES = Array.from({ length: 50 }, (_, n) => nameOf(n)).join('、');
/** A small bureau that works hard, without faults from outside: what breaks is what the test broke. */
const PLAN: Omit<Plan, 'seed'> = { days: 14, people: 30, units: 2, pace: 0.4, turnover: 0.002, faults: [] };

const registry = (change: (right: Registry) => Partial<Registry>): Sabotage => ({
  composed: (right) => ({ ...right, registry: { ...right.registry, ...change(right.registry) } }),
});
const without = (schedule: string): Sabotage =>
  registry(({ schedules }) => ({ schedules: schedules.filter(({ name }) => name !== schedule) }));
const settled = (change: (right: Settings) => Partial<Settings>): Sabotage => ({
  settings: (right) => ({ ...right, ...change(right) }),
});
/** What is broken, how, and the promise that must be found broken. */
type Row = readonly [what: string, broken: Sabotage, rule: string, more?: Partial<Plan>];
const BROKEN: readonly Row[] = [
  [
    'a decision is acknowledged and dropped',
    { keeps: commits((c) => (c.reason === 'review.approve' ? { ...c, put: [] } : c)) },
    'no decision is lost',
  ],
  [
    'an event is answered and forgotten',
    { keeps: commits((c) => ({ ...c, requestId: c.requestId.replace(/^msg:/, 'other:') })) },
    'no decision is lost',
  ],
  [
    'a line of a history is taken out',
    { asks: bodies<RiskBody>('risk', (risk) => ({ ...risk, trail: risk.trail.slice(-2) })) },
    'no decision is lost',
  ],
  ['a digest goes out twice', { asks: doubled('digests.digest') }, 'nothing sent twice'],
  ['a notice goes out twice', { asks: doubled('publicity.notice') }, 'nothing sent twice'],
  [
    'a message is sent that no act decided',
    {
      keeps: commits((c: Commit) => ({
        ...c,
        outbox: (c.outbox ?? []).map((row) =>
          cardOf(row) === 'digests.digest' ? { ...row, id: `${row.id}y` } : row,
        ),
      })),
    },
    'every message was decided',
  ],
  [
    'the bot works through the night',
    settled(() => ({ quiet: { workStart: '00:00', workEnd: '23:59' } })),
    'quiet outside working hours',
    { seed: 'p' },
  ],
  [
    'digests come at half past ten',
    settled(() => ({ digest: { from: '10:30', to: '10:40' } })),
    'one digest a working day, 09:31 to 09:40',
  ],
  [
    'a step gets a day more',
    settled(({ review }) => ({ review: { ...review, days: { ...review.days, head: 4 } } })),
    'every deadline is right',
  ],
  [
    'a notice runs a day longer',
    settled(({ publicity }) => ({ publicity: { ...publicity, days: 6 } })),
    'every deadline is right',
  ],
  [
    'a card goes to somebody else',
    { messenger: sends((to, card) => ['person' in to && card.waits ? { person: 'ou_0029' } : to, card]) },
    'nobody sees what they may not',
  ],
  [
    'a private card goes into a group',
    { messenger: sends((_to, card) => [{ chat: 'oc_u1' }, card]) },
    'private cards stay private',
  ],
  [
    'a name stands on a card in a group',
    { messenger: sends((to, card) => [to, 'chat' in to ? withWords(card, `赵${NAME_MARK}安`) : card]) },
    'no names in groups',
  ],
  [
    'who suggested a risk is named to everybody',
    { messenger: sends((to, card) => [to, 'person' in to ? withWords(card, NAMES) : card]) },
    'suggesters stay unnamed',
  ],
  [
    'somebody signs for himself',
    {
      asks: bodies<RiskBody>('risk', (risk) =>
        risk.signers.length === 0
          ? risk
          : { ...risk, signers: risk.signers.map((s) => ({ ...s, person: risk.declarer })) },
      ),
    },
    'nobody approves their own',
  ],
  [
    'one signature does for a grade-1 risk',
    {
      asks: bodies<RiskBody>('risk', (risk) =>
        risk.status === 'approved' ? { ...risk, grade: 1, signers: risk.signers.slice(0, 1) } : risk,
      ),
    },
    'two sign a grade-1 risk',
  ],
  [
    'whoever signed one step signs the next for somebody absent',
    {
      asks: bodies<RiskBody>('risk', (risk) => {
        const [first, ...rest] = risk.signers;
        return first && rest.length > 0
          ? { ...risk, signers: [first, ...rest.map((s) => ({ ...s, person: first.person, for: s.person }))] }
          : risk;
      }),
    },
    'a stand-in never signs a second step',
  ],
  [
    'the bot never hears who left',
    {
      directory: ({ departments, users }) => ({
        departments,
        users: users.map((user) => ({ ...user, active: true })),
      }),
    },
    'who left can do nothing',
    { turnover: 0.1 },
  ],
  [
    'a total leaves a grade out',
    registry(({ kinds }) => ({
      kinds: kinds.map((kind) =>
        kind.kind === 'risk'
          ? { ...kind, indexes: { ...kind.indexes, count: (r: { status: string }) => `od-u0|2|${r.status}` } }
          : kind,
      ),
    })),
    'totals equal the sum of items',
  ],
  ['digests are not sent', without('digests.digest'), 'nothing due is skipped'],
  ['summaries are not posted', without('digests.weekly'), 'nothing due is skipped'],
  ['notices are not closed', without('publicity.close'), 'nothing due is skipped'],
  [
    'a byte of the ledger turns',
    {
      disk: async (disk) => {
        const file = await disk.seenBy(newLife()).open('/simulated/ledger-000000000000.jsonl', 'edit');
        await file.write(Buffer.from('7'), 0, 1, 900);
      },
    },
    'the ledger verifies',
  ],
  [
    'a command fails',
    registry(({ commands }) => ({
      commands: new Map(commands).set('risks.start', {
        ...commands.get('risks.start'),
        run: () => Promise.reject(new Error('broken on purpose')),
      } as never),
    })),
    'the program does not fail',
  ],
  [
    'an uncertain message is sent again after hours',
    {
      messenger: (right) =>
        over(right, {
          sendCard: (to, card, uuid) =>
            right.sendCard(to, card, uuid).catch(() => {
              throw new MessengerError('again', 0, 'said to be certain');
            }),
        }),
    },
    'nothing sent twice',
    { faults: ['outage'] },
  ],
  [
    'a message that hangs in its chat is not found there',
    { messenger: (right) => over(right, { lookUp: async () => ({ others: [] }) }) },
    'nothing sent twice',
    { faults: ['outage'] },
  ],
  [
    'a card cannot be drawn',
    registry(({ cards }) => ({
      cards: new Map(cards).set('risks.desk', async () => {
        throw new Error('broken on purpose');
      }),
    })),
    'the program does not fail',
  ],
  [
    'what somebody is called reaches the log',
    registry(({ schedules }) => ({
      schedules: schedules.map((right) => ({
        ...right,
        due: async () => [{ key: NAMES, at: '2025-01-01T00:00:00.000Z' }],
        run: async () => {
          throw new Error('broken on purpose');
        },
      })),
    })),
    'the log holds no text and no key',
  ],
];

/** What is broken shows only when somebody comes by: where one seed's people do not, another's do. */
const SEEDS = ['n', 'p', 'd', 'g', 'k'];

async function found(sabotage: Sabotage, more: Partial<Plan>): Promise<string | undefined> {
  for (const seed of SEEDS) {
    const { violations } = await simulate({ ...PLAN, seed, ...more }, settings, { sabotage });
    if (violations[0]) return violations[0].rule;
  }
  return undefined;
}

describe('an inspector notices when', () => {
  for (const [what, sabotage, rule, more = {}] of BROKEN)
    it(what, { timeout: 60_000 }, async () => expect(await found(sabotage, more)).toBe(rule));
  it('nothing is broken, and then it says nothing', { timeout: 60_000 }, async () => {
    const { violations } = await simulate({ ...PLAN, seed: 'd' }, settings);
    expect(violations).toEqual([]);
  });
});

it('every promise that can be found broken has been broken here', () => {
  const folder = new URL('../../src/simulation/', import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));
  const rules = sources.flatMap((file) =>
    [...readFileSync(new URL(file, folder), 'utf8').matchAll(/(?:broken\(|rule = )\s*'([^']+)'/g)].map(
      (m) => m[1],
    ),
  );
  const tried = new Set(BROKEN.map(([, , rule]) => rule));
  expect([...new Set(rules)].filter((rule) => !tried.has(rule ?? ''))).toEqual([]);
});
