import type { Envelope, Reply } from '../kernel/envelope.ts';
import type { Agenda } from './agenda.ts';
import type { Dice } from './dice.ts';
import { EVENT_ODDS, type Fault } from './faults.ts';
import { type Host, isConflict } from './host.ts';
import type { Tape } from './tape.ts';

/** The line from Feishu to the bot: pushes events, pushes unanswered ones again, sometimes twice or late. */
export type Line = {
  /** An event (not a click). It reaches the bot in the end, whatever happens. */
  push(envelope: Envelope): Promise<void>;
  /** A click and its reply; 'down' when nobody answered. */
  click(envelope: Envelope): Promise<Reply | 'down'>;
};

/** Feishu's own intervals: an unanswered event comes again after these times (feishu push rules). */
const AGAIN_MS = [15_000, 5 * 60_000, 3_600_000, 6 * 3_600_000] as const;
const SIX_HOURS = 6 * 3_600_000;

type Parts = {
  readonly host: Host;
  readonly agenda: Agenda;
  readonly tape: Tape;
  readonly dice: Dice;
  readonly kinds: ReadonlySet<Fault>;
  /** The bot has answered: from now on the effect must be there. */
  readonly onAnswered: (envelope: Envelope, reply: Reply) => Promise<void>;
};

export function line({ host, agenda, tape, dice, kinds, onAnswered }: Parts): Line {
  async function hand(envelope: Envelope): Promise<Reply | 'down'> {
    await host.wake();
    try {
      const reply = await host.run((app) => app.handle(envelope));
      if (reply !== 'down') await onAnswered(envelope, reply);
      return reply;
    } catch (error) {
      if (!isConflict(error))
        tape.broken(
          'the program does not fail',
          `${envelope.kind} ${envelope.cause}: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
        );
      return 'down';
    }
  }

  async function attempt(envelope: Envelope, nth: number): Promise<void> {
    const reply = await hand(envelope);
    await host.drain();
    const again = AGAIN_MS[nth];
    if (reply === 'down' && again !== undefined)
      agenda.add(tape.time + again, () => attempt(envelope, nth + 1));
  }

  /** Feishu may push an event again that was answered long ago. */
  function perhapsTwice(envelope: Envelope, within: number): void {
    const delay = 1_000 + dice.int(within);
    if (!dice.chance(EVENT_ODDS.twice) || !kinds.has('duplicates')) return;
    tape.counts.duplicates += 1;
    agenda.add(tape.time + delay, async () => {
      await hand(envelope);
      await host.drain();
    });
  }

  return {
    async push(envelope) {
      perhapsTwice(envelope, SIX_HOURS);
      const late = 1_000 + dice.int(600_000);
      if (!dice.chance(EVENT_ODDS.late) || !kinds.has('reorder')) return attempt(envelope, 0);
      tape.counts.reordered += 1;
      agenda.add(tape.time + late, () => attempt(envelope, 0));
    },
    async click(envelope) {
      perhapsTwice(envelope, 60_000);
      const reply = await hand(envelope);
      await host.drain();
      return reply;
    },
  };
}
