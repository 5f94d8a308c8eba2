import type { DomainEvent, World } from '../../kernel/capability.ts';
import type { RiskDoc } from './model.ts';

export type FromEach<T> = { readonly made: readonly T[]; readonly broken: readonly DomainEvent[] };

/**
 * What each document gives. One that cannot be read is left out and goes on record instead, so that it stops nobody
 * else's reminder or escalation (L03).
 */
export async function fromEach<T>(
  world: World,
  docs: readonly RiskDoc[],
  make: (doc: RiskDoc) => T | Promise<T>,
): Promise<FromEach<T>> {
  const made: T[] = [];
  const broken: DomainEvent[] = [];
  for (const doc of docs)
    try {
      made.push(await make(doc));
    } catch {
      broken.push({ type: 'risk.unreadable', about: `risk:${doc.id}`, by: 'system', at: world.now });
    }
  return { made, broken };
}
