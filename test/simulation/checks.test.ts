import { describe, expect, it } from 'vitest';
import type { NoticeBody, ObjectionBody } from '../../src/capabilities/publicity/model.ts';
import type { RiskBody } from '../../src/capabilities/risks/index.ts';
import { loadSettings } from '../../src/config.ts';
import { checkDeadlines } from '../../src/simulation/checks/deadlines.ts';
import { messageChecks } from '../../src/simulation/checks/messages.ts';
import type { Changed } from '../../src/simulation/checks/register.ts';
import { riskMirror } from '../../src/simulation/checks/risks.ts';
import type { Feishu, Sent } from '../../src/simulation/feishu.ts';
import { tape } from '../../src/simulation/tape.ts';
import type { Intent, Witness } from '../../src/simulation/witness.ts';
import { approvedBody } from '../publicity/approved.ts';

/** Monday 10:00 in Shanghai. */
const NOW = '2026-11-23T02:00:00.000Z';
const settings = loadSettings();

/** A check at every place where it looks: what is right, and the same with one thing wrong. */
const changed = (kind: Changed['kind'], body: unknown): Changed =>
  ({ kind, id: 'X', doc: { kind, id: 'X', rev: 1, schema: 1, at: NOW, by: 'x', body } }) as Changed;
function foundIn(change: Changed): readonly string[] {
  const noted = tape(Date.parse(NOW));
  checkDeadlines([change], settings, noted);
  riskMirror(noted).look([change]);
  return noted.violations.map(({ rule, what }) => `${rule}: ${what}`);
}

const risk = (more: Partial<RiskBody>): Changed => changed('risk', { ...approvedBody(NOW), ...more });
const notice = (more: Partial<NoticeBody>): Changed =>
  changed('notice', {
    ...{ unit: 'U1', items: [], status: 'closed', sendAt: NOW, opensOn: '2026-11-23' },
    ...{ closesOn: '2026-11-30', closedAt: '2026-11-30T10:00:00.000Z', ...more },
  });
const objection = (more: Partial<ObjectionBody>): Changed =>
  changed('objection', { at: NOW, due: '2026-11-30', ...more });
const returned = { status: 'returned', lastReturn: { due: '2026-11-27' } } as unknown as RiskBody;
const signer = { person: 'ou_x', at: NOW, step: 'head' } as unknown as RiskBody['signers'][number];
const open = {
  chain: [{ name: 'head', holders: ['ou_y'], wentUp: false }],
  step: 0,
  stepSince: NOW,
} as const;

describe('the checks of the simulation, at every place where they look', () => {
  it.each<readonly [string, Changed, Changed, RegExp]>([
    [
      'the open step',
      risk({ status: 'inReview', ...open, due: '2026-11-26' }),
      risk({ status: 'inReview', ...open, due: '2026-11-27' }),
      /deadline.*step head/,
    ],
    [
      'a rectification',
      risk({ ...returned, due: '2026-11-27' }),
      risk({ ...returned, due: '2026-11-28' }),
      /deadline.*rectification/,
    ],
    ['the opening of a notice', notice({}), notice({ sendAt: '2026-11-24T02:00:00.000Z' }), /opening/],
    [
      'the closing of a notice',
      notice({}),
      notice({ closesOn: '2026-12-01', closedAt: '2026-12-01T10:00:00.000Z' }),
      /closing/,
    ],
    [
      'a notice that was closed too early',
      notice({}),
      notice({ closedAt: '2026-11-30T02:00:00.000Z' }),
      /closed at/,
    ],
    ['the answer to an objection', objection({}), objection({ due: '2026-12-01' }), /deadline.*answer/],
    [
      'whoever asked to stay out and signed',
      risk({ signers: [signer], recused: [] }),
      risk({ signers: [signer], recused: ['ou_x'] }),
      /their own.*or recused/,
    ],
    [
      'the declarer',
      risk({ signers: [signer] }),
      risk({ signers: [signer], declarer: 'ou_x' }),
      /their own.*declarer/,
    ],
  ])('%s', (_what, right, wrong, words) => {
    expect(foundIn(right)).toEqual([]);
    expect(foundIn(wrong).join()).toMatch(words);
  });

  it.each([
    ['digests.digest', 'digest:ou_a'],
    ['publicity.notice', 'notice:N'],
    ['digests.summary', 'summary:S'],
    ['publicity.reply', 'objection:O'],
    ['runtime.anchor', 'anchor:1'],
    ['help.welcome', 'welcome:ou_a'],
    ['runtime.answer', 'answer:msg:1'],
  ])('%s goes out once', (card, about) => {
    const noted = tape(Date.parse('2026-11-23T01:35:00.000Z'));
    const item = (id: string) => ({
      ...{ id, topic: 'send' as const, key: 'person:ou_a', notBefore: NOW },
      payload: { card, about },
    });
    const intent = (id: string): Intent => ({
      ...{ item: item(id), actor: 'system', reason: 'x', at: NOW, resent: false },
    });
    const rows = new Map(['m-1', 'm-2'].map((id) => [id, intent(id)]));
    const checks = messageChecks(
      { rows } as unknown as Witness,
      { faulted: () => false } as unknown as Feishu,
      noted,
    );
    const sent = (uuid: string): Sent => ({ id: uuid, uuid, to: { person: 'ou_a' }, chatId: 'oc', at: 0 });
    checks.sent(sent('m-1'));
    expect(noted.violations).toEqual([]);
    checks.sent(sent('m-2'));
    expect(noted.violations.map(({ rule }) => rule)).toEqual(['nothing sent twice']);
  });
});
