import type { Messenger } from '../feishu/messenger.ts';
import type { Acting, World } from '../kernel/capability.ts';
import type { Ids } from '../kernel/ids.ts';
import type { Organization, Person } from '../kernel/people.ts';
import type { Settings } from '../kernel/settings.ts';
import { type Instant, type LocalDate, localDate } from '../kernel/time.ts';
import type { WorkCalendar } from '../kernel/workdays.ts';
import type { Reader, Store } from '../store/store.ts';
import type { Answers } from './answers.ts';
import type { ReadingNotes } from './readings.ts';
import type { Registry } from './registry.ts';

/** One log line: what happened, never card bodies, names, texts or tokens. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  facts?: Readonly<Record<string, string | number | boolean | undefined>>,
) => void;

/** Everything the runtime works with; made once in app.ts. */
export type Bot = {
  readonly store: Store;
  readonly messenger: Messenger;
  readonly registry: Registry;
  readonly settings: Settings;
  readonly calendar: WorkCalendar;
  readonly clock: () => Instant;
  readonly ids: Ids;
  readonly log: Log;
  readonly loadOrganization: (read: Reader, today?: LocalDate) => Promise<Organization>;
  readonly answers: Answers;
  readonly readings: ReadingNotes;
  /** Called after a commit that brought outbox rows. */
  readonly wake: () => void;
};

/** The world as it is at this moment. */
export async function worldOf(bot: Bot): Promise<World> {
  const now = bot.clock();
  const today = localDate(now, bot.settings.zone);
  return {
    now,
    today,
    org: await bot.loadOrganization(bot.store, today),
    settings: bot.settings,
    calendar: bot.calendar,
    read: bot.store,
    newId: bot.ids,
  };
}

export const actingIn = (world: World, actor: Person, more: Pick<Acting, 'where' | 'file'> = {}): Acting => ({
  ...world,
  actor,
  ...more,
});
