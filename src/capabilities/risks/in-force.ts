import type { Acting, Outcome } from '../../kernel/capability.ts';
import { refused } from './click.ts';
import type { RiskDoc } from './model.ts';
import { openChangeOf, riskOf } from './own.ts';
import { mayMaintain } from './view-own.ts';

export type InForce = { readonly doc: RiskDoc } | { readonly stop: Outcome };

/** The risk in force behind a 更正 or 退出目录 button, or why not: one change at a time, by those who may maintain it. */
export async function inForce(acting: Acting, id: string): Promise<InForce> {
  const doc = await riskOf(acting.read, id);
  if (!doc) return { stop: refused(acting, 'gone') };
  if (doc.body.status !== 'effective') return { stop: refused(acting, 'notInForce', doc) };
  if (!mayMaintain(acting.actor, doc.body, acting.org)) return { stop: refused(acting, 'notYours') };
  const open = await openChangeOf(acting.read, id);
  return open ? { stop: refused(acting, 'changeOpen', open) } : { doc };
}
