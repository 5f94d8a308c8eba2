import { dateAt, isWorkingDay, isWorkingTime, timeAt } from '../days.ts';
import type { Feishu, Sent } from '../feishu.ts';
import { recipientOf } from '../feishu.ts';
import type { Tape } from '../tape.ts';
import type { Intent, Witness } from '../witness.ts';

type Payload = { readonly card?: string; readonly about?: string };

/** The last digest leaves by 09:40; the bot looks twice a minute. */
const DIGEST_FROM = '09:31:00';
const DIGEST_TO = '09:41:00';

/** What may be sent once only, by what it says: undefined for everything that may come again. */
function meaningOf({ card, about }: Payload, to: string, date: string): string | undefined {
  switch (card) {
    case 'digests.digest':
      return `digest of ${date} to ${to}`;
    case 'publicity.notice':
    case 'digests.summary':
    case 'publicity.reply':
    case 'runtime.anchor':
    case 'help.welcome':
      return `${card} ${about} to ${to}`;
    default:
      return about?.startsWith('answer:') ? `answer ${about}` : undefined;
  }
}

/** An answer to one's own act: committed by that act, to that person or into the group it was done in. */
const isAnswer = ({ actor, item, at }: Intent, sent: Sent): boolean =>
  actor !== 'system' && item.notBefore === at && ('chat' in sent.to || sent.to.person === actor);

export type MessageChecks = {
  sent(sent: Sent): void;
  /** The clock or the machine failed on this date: what was due may come late. */
  disturbed(date: string): void;
  /** Did this person get a digest on this date? */
  toldOn(date: string, person: string): boolean;
};

/** Once only, in working hours only, digests in their ten minutes. */
export function messageChecks(witness: Witness, feishu: Feishu, tape: Tape): MessageChecks {
  const meanings = new Map<string, string>();
  const disturbedDates = new Set<string>();

  function once(intent: Intent, sent: Sent): void {
    const meaning = meaningOf(intent.item.payload as Payload, recipientOf(sent.to), dateAt(tape.now));
    // A card that dies after 14 days gets a fresh twin; a person may ask for a message again.
    if (meaning === undefined || intent.resent || intent.reason === 'runtime.renewal') return;
    const before = meanings.get(meaning);
    if (before !== undefined)
      tape.broken('nothing sent twice', `${meaning}: rows ${before} and ${sent.uuid}`);
    meanings.set(meaning, sent.uuid);
  }

  function digestInTime(sent: Sent): void {
    tape.counts.digests += 1;
    const [date, time] = [dateAt(tape.now), timeAt(tape.now)];
    const late = time >= DIGEST_TO && !feishu.faulted(sent.uuid) && !disturbedDates.has(date);
    if (!isWorkingDay(date) || time < DIGEST_FROM || late)
      tape.broken('one digest a working day, 09:31 to 09:40', `${sent.uuid} at ${date} ${time}`);
  }

  return {
    toldOn: (date, person) => meanings.has(`digest of ${date} to ${person}`),
    disturbed: (date) => void disturbedDates.add(date),
    sent(sent) {
      const intent = witness.rows.get(sent.uuid);
      if (!intent) return tape.broken('every message was decided', `${sent.uuid} was never committed`);
      if ('person' in sent.to) tape.counts.toPeople += 1;
      const payload = intent.item.payload as Payload;
      if (!isAnswer(intent, sent) && !isWorkingTime(tape.now))
        tape.broken(
          'quiet outside working hours',
          `${payload.card} ${payload.about} to ${recipientOf(sent.to)} at ${dateAt(tape.now)} ${timeAt(tape.now)}, planned for ${intent.item.notBefore}`,
        );
      if (payload.card === 'digests.digest') digestInTime(sent);
      once(intent, sent);
    },
  };
}
