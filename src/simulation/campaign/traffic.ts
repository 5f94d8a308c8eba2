import { dateAt, isWorkingTime } from '../days.ts';
import type { Stage } from './stage.ts';

/** What reaches people, counted by person and day. */
export type Traffic = {
  /** Everything sent to one person, answers to their own taps and words included. */
  readonly toPeople: number;
  /** What came without being asked for: cards, lists, files of the bot's own account. */
  readonly unasked: number;
  readonly digests: number;
  /** Per person and working day. */
  readonly mean: number;
  /** The most that one person got unasked on one day, the digest included. */
  readonly mostUnasked: number;
  readonly mostDigests: number;
  readonly toGroups: number;
  /** Unasked, at night or on a day off: must be 0. */
  readonly outsideHours: number;
};

/** Listens to everything that is sent from now on. */
export function traffic({ feishu, witness, tape }: Stage): () => Traffic {
  const unaskedOn = new Map<string, number>();
  const digestsOn = new Map<string, number>();
  const [toGroups, toPeople, outside] = [{ n: 0 }, { n: 0 }, { n: 0 }];
  const rise = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
  const before = feishu.onSent;
  feishu.onSent = async (sent) => {
    await before(sent);
    const intent = witness.rows.get(sent.uuid);
    const who = 'person' in sent.to ? sent.to.person : undefined;
    if (who === undefined) toGroups.n += 1;
    else toPeople.n += 1;
    const asked = intent?.item.notBefore === intent?.at && (who === undefined || intent?.actor === who);
    if (asked && intent?.actor !== 'system') return;
    if (!isWorkingTime(tape.now)) outside.n += 1;
    if (who === undefined) return;
    const key = `${dateAt(tape.now)} ${who}`;
    rise(unaskedOn, key);
    if ((intent?.item.payload as { card?: string } | undefined)?.card === 'digests.digest')
      rise(digestsOn, key);
  };
  const sum = (map: Map<string, number>): number => [...map.values()].reduce((a, b) => a + b, 0);
  const most = (map: Map<string, number>): number => [...map.values()].reduce((a, b) => Math.max(a, b), 0);
  return () => ({
    toPeople: toPeople.n,
    unasked: sum(unaskedOn),
    digests: sum(digestsOn),
    mean: sum(unaskedOn) / Math.max(1, tape.counts.workingDays * feishu.directory.users.length),
    mostUnasked: most(unaskedOn),
    mostDigests: most(digestsOn),
    toGroups: toGroups.n,
    outsideHours: outside.n,
  });
}
