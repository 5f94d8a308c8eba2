import type { RiskBody, TrailEntry } from '../../capabilities/risks/model.ts';
import type { Doc } from '../../store/store.ts';
import type { Press } from '../card-reading.ts';
import { DAY } from '../days.ts';
import type { Looked } from '../looked.ts';
import type { Tape } from '../tape.ts';

/** Clicks whose success must stand in the history of the risk. */
const LEAVES: Readonly<Record<string, readonly TrailEntry['what'][]>> = {
  'review.approve': ['approvedStep', 'voted'],
  'review.oppose': ['opposed'],
  'review.askSigner': ['signerAsked'],
  'review.withdrawAsked': ['signerWithdrawn'],
  'review.agreeAsked': ['signerAgreed'],
  'review.objectAsked': ['signerObjected'],
  'review.return': ['returned'],
  'review.grade': ['gradeChanged'],
  'review.handOver': ['handedOver'],
  'review.recuse': ['recused'],
  'risks.confirm': ['submitted', 'resubmitted'],
  'risks.withdraw': ['withdrawn'],
};
type Decision = {
  readonly risk: string;
  readonly who: string;
  readonly at: string;
  readonly what: readonly TrailEntry['what'][];
};

/** A risk that was taken back and thrown away by its declarer leaves only its line in the ledger. */
async function wasDiscarded(store: Looked, id: string): Promise<boolean> {
  for await (const { events } of store.history({ kind: 'risk', id }))
    if (events.some((e) => (e as { type?: string }).type === 'risk.discarded')) return true;
  return false;
}

export type Acknowledged = {
  /** The bot has answered this event: its effect is durable. */
  answered(cause: string): void;
  /** The bot said that this decision was taken. */
  decided(press: Press, who: string, at: string): void;
  /** Looks up what was promised since the last time. */
  check(store: Looked): Promise<void>;
  /** Looks up every decision of the whole simulation. */
  checkAll(store: Looked): Promise<void>;
};

export function acknowledged(tape: Tape): Acknowledged {
  let causes: { cause: string; at: number }[] = [];
  let fresh: Decision[] = [];
  const all: Decision[] = [];

  async function checkDecisions(store: Looked, decisions: readonly Decision[]): Promise<void> {
    for (const { risk, who, at, what } of decisions) {
      const doc: Doc<RiskBody> | undefined = await store.get<RiskBody>({ kind: 'risk', id: risk });
      if (!doc && (await wasDiscarded(store, risk))) continue;
      const there = doc?.body.trail.some((t) => t.by === who && t.at >= at && what.includes(t.what));
      if (!there) tape.broken('no decision is lost', `${risk}: ${who} was told "${what[0]}" at ${at}`);
    }
  }
  return {
    answered: (cause) => void causes.push({ cause, at: tape.now }),
    decided(press, who, at) {
      const what = LEAVES[press.name];
      const risk = press.value.id;
      if (what && typeof risk === 'string') fresh.push({ risk, who, at, what });
    },
    async check(store) {
      // A cause is remembered for a day at least; a clock that was put forward takes some of it away.
      for (const { cause, at } of causes)
        if (tape.now - at < DAY && !(await store.recall(cause)))
          tape.broken('no decision is lost', `${cause} was answered and is not remembered`);
      causes = [];
      await checkDecisions(store, fresh);
      all.push(...fresh);
      fresh = [];
    },
    checkAll: (store) => checkDecisions(store, all),
  };
}
