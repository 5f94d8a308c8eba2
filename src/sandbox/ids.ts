import { createHash, randomBytes } from 'node:crypto';

/** A fresh id in Feishu's shape: prefix and 32 hex digits. */
export const freshId = (prefix: 'om_' | 'oc_' | 'c-' | 't-' | 'file_' | 'img_v3_' | ''): string =>
  prefix + randomBytes(16).toString('hex');

/** An id that follows from another one, so that it is the same after a restart. */
export const derivedId = (prefix: string, from: string, length = 32): string =>
  prefix + createHash('sha256').update(`${prefix}:${from}`).digest('hex').slice(0, length);

export const unionIdOf = (openId: string): string => derivedId('on_', openId);
export const userIdOf = (openId: string): string => derivedId('', `user ${openId}`, 8);
export const p2pChatIdOf = (openId: string): string => derivedId('oc_', `p2p ${openId}`);

/** The three ids of a person as events nest them. */
export const idsOf = (openId: string): { union_id: string; user_id: string; open_id: string } => ({
  union_id: unionIdOf(openId),
  user_id: userIdOf(openId),
  open_id: openId,
});
