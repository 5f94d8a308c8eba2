import type { NoticeBody, ObjectionBody } from '../../capabilities/publicity/model.ts';
import type { RiskBody } from '../../capabilities/risks/model.ts';
import { allOf } from '../../kernel/pages.ts';
import type { Doc } from '../../store/store.ts';
import type { Looked } from '../looked.ts';

/** The documents that the checks look at, read once for each change. */
export type Changed =
  | { readonly kind: 'risk'; readonly id: string; readonly doc: Doc<RiskBody> | undefined }
  | { readonly kind: 'notice'; readonly id: string; readonly doc: Doc<NoticeBody> | undefined }
  | { readonly kind: 'objection'; readonly id: string; readonly doc: Doc<ObjectionBody> | undefined };

const KINDS: ReadonlySet<string> = new Set(['risk', 'notice', 'objection']);

export async function readChanged(
  store: Looked,
  touched: readonly { readonly kind: string; readonly id: string }[],
): Promise<readonly Changed[]> {
  const found: Changed[] = [];
  for (const { kind, id } of touched)
    if (KINDS.has(kind)) found.push({ kind, id, doc: await store.get({ kind, id }) } as Changed);
  return found;
}

/** All documents of a kind. */
export const everyDoc = <B>(store: Looked, kind: string): Promise<readonly Doc<B>[]> => allOf<B>(store, kind);
