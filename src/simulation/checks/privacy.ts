import type { Card } from '../../../cards/kit/card.ts';
import type { RiskBody } from '../../capabilities/risks/model.ts';
import type { Recipient } from '../../feishu/messenger.ts';
import { risksOn, textOf } from '../card-reading.ts';
import { dateAt } from '../days.ts';
import type { Looked } from '../looked.ts';
import { NAME_MARK } from '../phrases.ts';
import type { Tape } from '../tape.ts';
import { type BureauNow, bureauNow } from './bureau-now.ts';

/** Before a risk is shown to its unit, it is nobody's business but these people's. */
const NOT_PUBLIC: ReadonlySet<string> = new Set(['draft', 'inReview', 'returned', 'withdrawn', 'diverted']);

/** The table of who may see an unpublished risk (domain rules on visibility), written a second time. */
export function maySee(who: string, risk: RiskBody, b: BureauNow, today: string): boolean {
  const { place, declarer, chain, signers, asked, cosigned = [], votes = [] } = risk;
  const holders = chain[risk.step]?.holders ?? [];
  const division = b.divisions.get(place.division ?? '');
  const unit = b.units.get(place.unit);
  const own = risk.status === 'draft' ? [declarer] : undefined;
  const others = [
    declarer,
    ...(b.holders.get(place.post ?? '') ?? []),
    division?.head,
    division?.branchLeader,
    unit?.leader,
    unit?.branchLeader,
    ...holders,
    ...b.standIns
      .filter((s) => holders.includes(s.absent) && s.from <= today && today <= s.to)
      .map((s) => s.person),
    ...[asked?.person, ...cosigned.map((s) => s.person), ...votes.flatMap((v) => [v.member, v.by])],
    ...signers.map((s) => s.person),
  ];
  return b.active.has(who) && (own ?? [...others, ...b.seesAll]).includes(who);
}

/** Who suggested a risk for somebody else's post stays between them and the discipline officers. */
function namesSuggester(text: string, who: string, risk: RiskBody, b: BureauNow): boolean {
  if (risk.method !== 'peer' || who === risk.declarer || b.officers.has(who)) return false;
  const name = b.names.get(risk.declarer);
  const otherwiseNamed = [
    ...risk.chain.flatMap((s) => s.holders),
    ...risk.signers.map((s) => s.person),
    ...(b.holders.get(risk.place.post ?? '') ?? []),
    b.divisions.get(risk.place.division ?? '')?.head,
    b.units.get(risk.place.unit)?.leader,
  ];
  return name !== undefined && text.includes(name) && !otherwiseNamed.includes(risk.declarer);
}

export type Privacy = {
  /** Somebody gets to see this card now. */
  shown(store: Looked, to: Recipient, card: Card): Promise<void>;
};

export function privacy(tape: Tape): Privacy {
  const now = bureauNow();

  function inGroup(chat: string, card: Card): void {
    if (card.audience === 'private') tape.broken('private cards stay private', `into group ${chat}`);
    const text = textOf(card);
    const at = text.indexOf(NAME_MARK);
    if (at >= 0) tape.broken('no names in groups', `${chat}: …${text.slice(Math.max(0, at - 30), at + 10)}…`);
  }

  async function inPrivate(store: Looked, who: string, card: Card): Promise<void> {
    const text = textOf(card);
    const ids = risksOn(text);
    if (ids.length === 0) return;
    const bureau = await now(store);
    for (const id of ids) {
      const risk = (await store.get<RiskBody>({ kind: 'risk', id }))?.body;
      if (!risk) continue;
      const title = card.json.header.title.content;
      if (NOT_PUBLIC.has(risk.status) && !maySee(who, risk, bureau, dateAt(tape.now)))
        tape.broken(
          'nobody sees what they may not',
          `${who} sees ${id} (${risk.status}, declared by ${risk.declarer}) on "${title}"`,
        );
      if (ids.length === 1 && namesSuggester(text, who, risk, bureau))
        tape.broken('suggesters stay unnamed', `${who} reads who suggested ${id} on "${title}"`);
    }
  }
  return {
    shown: async (store, to, card) =>
      'chat' in to ? inGroup(to.chat, card) : inPrivate(store, to.person, card),
  };
}
