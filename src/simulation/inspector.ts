import type { DirectoryUser } from '../feishu/directory.ts';
import type { Envelope, Reply } from '../kernel/envelope.ts';
import type { Settings } from '../kernel/settings.ts';
import type { Bureau } from './bureau.ts';
import type { Press } from './card-reading.ts';
import { acknowledged } from './checks/acknowledged.ts';
import { checkDeadlines } from './checks/deadlines.ts';
import { checkLedger } from './checks/ledger.ts';
import { messageChecks } from './checks/messages.ts';
import { privacy } from './checks/privacy.ts';
import { everyDoc, readChanged } from './checks/register.ts';
import { checkTotals, riskMirror } from './checks/risks.ts';
import { checkSchedules } from './checks/schedules.ts';
import type { Feishu, Sent } from './feishu.ts';
import type { Host } from './host.ts';
import type { Looked } from './looked.ts';
import type { Tape } from './tape.ts';
import type { Witness } from './witness.ts';

/** Puts all promises to the test while the simulation runs. */
export type Inspector = {
  answered(envelope: Envelope, reply: Reply): Promise<void>;
  replied(user: DirectoryUser, on: Sent, press: Press, reply: Reply): Promise<void>;
  disturbed(date: string): void;
  /** After each day; `calm`: nothing failed, so what was due must have happened. */
  endOfDay(calm: boolean): Promise<void>;
  /** Every item anew and the ledger, line by line. */
  audit(): Promise<void>;
  risks(): number;
};

type Parts = {
  readonly host: Host;
  readonly feishu: Feishu;
  readonly witness: Witness;
  readonly tape: Tape;
  readonly settings: Settings;
  readonly bureau: Bureau;
};
type Anchor = { readonly seq: number; readonly hash: string };

/** Feishu pushes an event again for seven hours; after that the bot knows. */
const LAST_WORD_MS = 8 * 3_600_000;
/** What people count as decided. */
const DECISIONS = new Set(['review.approve', 'review.return', 'review.approveRest', 'publicity.answer']);

export function inspector({ host, feishu, witness, tape, settings, bureau }: Parts): Inspector {
  const promises = acknowledged(tape);
  const messages = messageChecks(witness, feishu, tape);
  const eyes = privacy(tape);
  const mirror = riskMirror(tape);
  const anchors: Anchor[] = [];

  feishu.onSent = async (sent) => {
    messages.sent(sent);
    const payload = witness.rows.get(sent.uuid)?.item.payload as
      | { card?: string; params?: Anchor }
      | undefined;
    if (payload?.card === 'runtime.anchor' && payload.params) anchors.push(payload.params);
    const store = host.store();
    if (sent.card && store) await eyes.shown(store, sent.to, sent.card);
  };
  feishu.onRedrawn = async (sent, card) => {
    const store = host.store();
    if (store) await eyes.shown(store, sent.to, card);
  };

  /** The bot has been told that this person left, or must have been. */
  async function goneFor(store: Looked | undefined, { openId, active }: DirectoryUser): Promise<boolean> {
    if (active) return false;
    const left = tape.left.get(openId);
    if (left !== undefined && tape.time - left > LAST_WORD_MS) return true;
    return (await store?.get<{ active: boolean }>({ kind: 'person', id: openId }))?.body.active === false;
  }

  return {
    async answered(envelope, reply) {
      if (envelope.kind === 'click' && reply.toast?.type === 'success') promises.answered(envelope.cause);
      if (envelope.kind !== 'message') return;
      // A stranger's second word on one day has no effect, so there is nothing to remember.
      const person = await host.store()?.get<{ active: boolean }>({ kind: 'person', id: envelope.openId });
      if (person?.body.active) promises.answered(envelope.cause);
    },
    async replied(user, on, press, reply) {
      const said = reply.toast?.type === 'success';
      if (said) promises.decided(press, user.openId, new Date(tape.now - 3_600_000).toISOString());
      if (said && press.name === 'risks.confirm') tape.counts.declared += 1;
      if (said && DECISIONS.has(press.name)) tape.counts.decided += 1;
      const store = host.store();
      if (said && (await goneFor(store, user)))
        tape.broken('who left can do nothing', `${user.openId} did ${press.name}`);
      if (!reply.card || !store) return;
      await eyes.shown(store, 'chat' in on.to ? on.to : { person: user.openId }, reply.card);
    },
    disturbed: messages.disturbed,
    async endOfDay(calm) {
      const store = host.store();
      if (!store) return;
      const changed = await readChanged(store, witness.takeTouched());
      mirror.look(changed);
      checkDeadlines(changed, settings, tape);
      checkTotals(await store.tally('risk', { index: 'count' }), mirror.sums(), tape);
      await promises.check(store);
      if (calm) await checkSchedules(store, settings, bureau.chats, tape, messages.toldOn);
    },
    async audit() {
      const store = host.store();
      if (!store) return;
      const all = await everyDoc<never>(store, 'risk');
      mirror.look(all.map((doc) => ({ kind: 'risk' as const, id: doc.id, doc })));
      if (all.length !== mirror.size())
        tape.broken('totals equal the sum of items', `${all.length} risks stored, ${mirror.size()} seen`);
      await promises.checkAll(store);
      await checkLedger(host.disk, anchors, tape);
    },
    risks: mirror.size,
  };
}
