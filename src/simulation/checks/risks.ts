import type { RiskBody } from '../../capabilities/risks/model.ts';
import type { Tape } from '../tape.ts';
import type { Changed } from './register.ts';

type Seen = { readonly trail: readonly string[]; readonly count: string | undefined };
export type RiskMirror = {
  /** Takes in the risks that changed and says where a rule was broken. */
  look(changed: readonly Changed[]): void;
  /** `<unit>|<grade>|<status>` → how many, summed from the items one by one. */
  sums(): Readonly<Record<string, number>>;
  readonly size: () => number;
};

const countOf = (r: RiskBody): string | undefined =>
  r.replaces || r.status === 'draft' ? undefined : `${r.place.unit}|${r.grade}|${r.status}`;

/** Nobody signs their own or after recusal, and a grade-1 risk needs two. */
function checkSigners(id: string, risk: RiskBody, tape: Tape): void {
  const signers = risk.signers.map((s) => s.person);
  const out = [risk.declarer, ...risk.recused];
  const wrong = risk.signers.find(
    (s) => out.includes(s.person) || (s.for !== undefined && out.includes(s.for)),
  );
  if (wrong) tape.broken('nobody approves their own', `${id}: ${wrong.person} signs as declarer or recused`);
  const stood = risk.signers.find((s, i) => s.for !== undefined && signers.slice(0, i).includes(s.person));
  if (stood)
    tape.broken('a stand-in never signs a second step', `${id}: ${stood.person} for ${String(stood.for)}`);
  const over = ['approved', 'effective', 'merged'].includes(risk.status);
  if (over && risk.grade === 1 && new Set(signers).size < 2)
    tape.broken('two sign a grade-1 risk', `${id}: ${signers.join(', ')}`);
}

/** Nobody votes on the own matter or on one he stays out of, nor is asked to sign it. */
function checkVotes(id: string, risk: RiskBody, tape: Tape): void {
  const out = [risk.declarer, ...risk.recused];
  const members = (risk.votes ?? []).map((v) => v.member);
  const own = [...members, ...(risk.votes ?? []).map((v) => v.by), risk.asked?.person].find(
    (p) => p !== undefined && out.includes(p),
  );
  if (own) tape.broken('nobody approves their own', `${id}: ${own} votes or is asked as declarer or recused`);
}

/** Acts of several people, counted where they leave their line. */
const TOGETHER: Readonly<Partial<Record<string, 'voted' | 'cosigned' | 'rated'>>> = {
  voted: 'voted',
  signerAgreed: 'cosigned',
  signerObjected: 'cosigned',
  ratedJointly: 'rated',
};

/** A copy of what is known of every risk, kept up with each change. */
export function riskMirror(tape: Tape): RiskMirror {
  const seen = new Map<string, Seen>();
  return {
    look(changed) {
      for (const { kind, id, doc } of changed) {
        if (kind !== 'risk') continue;
        const before = seen.get(id);
        if (!doc) {
          seen.delete(id);
          continue;
        }
        const trail = doc.body.trail.map((t) => `${t.key} ${t.what} ${t.by} ${t.at}`);
        const lost = before?.trail.find((line, i) => trail[i] !== line);
        if (lost !== undefined) tape.broken('no decision is lost', `${id}: the history lacks "${lost}"`);
        checkSigners(id, doc.body, tape);
        checkVotes(id, doc.body, tape);
        for (const { what } of doc.body.trail.slice(before?.trail.length ?? 0)) {
          const act = TOGETHER[what];
          if (act) tape.counts[act] += 1;
        }
        seen.set(id, { trail, count: countOf(doc.body) });
      }
    },
    sums() {
      const sums: Record<string, number> = {};
      for (const { count } of seen.values()) if (count) sums[count] = (sums[count] ?? 0) + 1;
      return sums;
    },
    size: () => seen.size,
  };
}

/** Totals by index against the sum of items. */
export function checkTotals(
  tally: Readonly<Record<string, number>>,
  sums: Readonly<Record<string, number>>,
  tape: Tape,
): void {
  for (const key of new Set([...Object.keys(tally), ...Object.keys(sums)]))
    if ((tally[key] ?? 0) !== (sums[key] ?? 0))
      tape.broken(
        'totals equal the sum of items',
        `${key}: total ${tally[key] ?? 0}, items ${sums[key] ?? 0}`,
      );
}
