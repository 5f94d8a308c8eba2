import { claimCard } from '../../../cards/organization/claim.ts';
import type { Acting, Change, ChatWord, Outcome, World } from '../../kernel/capability.ts';
import type { RoleGrant } from '../../kernel/people.ts';
import { plusMs } from '../../kernel/time.ts';
import type { Put } from '../../store/store.ts';
import { organizationChange } from './change.ts';
import { CLAIM_CODE, type ClaimBody, grantId, type TriesBody } from './model.ts';

/** 16 letters of 32 are 80 bits; no 0/O, 1/I: the code is read off a console. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LETTERS = 16;
/** With 5 tries an hour a guess succeeds once in 10^19 years; the wait is for the noise, not for the arithmetic. */
const MAX_TRIES = 5;
const WAIT_MS = 60 * 60_000;

const bare = (code: string): string =>
  code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/^QF/, '')
    .replace(/[^A-Z0-9]/g, '');

async function hashOf(code: string): Promise<string> {
  const digest = await crypto.subtle.digest(
    'SHA-256',
    new TextEncoder().encode(`qingfeng claim ${bare(code)}`),
  );
  return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, '0')).join('');
}

/** Looks at every character, so the time it takes says nothing about where two hashes differ. */
function sameHash(a: string, b: string): boolean {
  let different = a.length ^ b.length;
  for (let i = 0; i < a.length; i += 1) different |= a.charCodeAt(i) ^ (b.charCodeAt(i) || 0);
  return different === 0;
}

/**
 * A new one-time code (80 bits from `random`, which gives that many random bytes) and the change that stores its
 * hash in place of any earlier one. The code itself is kept nowhere.
 */
export async function newClaimCode(
  world: World,
  random: (bytes: number) => Uint8Array,
): Promise<{ code: string; change: Change }> {
  const letters = [...random(LETTERS)].map((b) => ALPHABET[b % ALPHABET.length]).join('');
  const code = `QF-${letters.match(/.{4}/g)?.join('-')}`;
  const body: ClaimBody = { hash: await hashOf(code), status: 'open', at: world.now };
  const rev = (await world.read.get(CLAIM_CODE))?.rev ?? 0;
  return {
    code,
    change: {
      put: [{ ...CLAIM_CODE, rev, body }],
      events: [{ type: 'claim.issued', about: 'claim:code', by: 'system', at: world.now }],
    },
  };
}

const triesRef = (person: string): { kind: string; id: string } => ({ kind: 'claim', id: `tries.${person}` });

async function failed(acting: Acting, tries: TriesBody | undefined, rev: number): Promise<Outcome> {
  const failures = (tries?.failures ?? 0) + 1;
  const blocked = failures % MAX_TRIES === 0;
  const body: TriesBody = { failures, ...(blocked ? { until: plusMs(acting.now, WAIT_MS) } : {}) };
  const change: Change = {
    put: [{ ...triesRef(acting.actor.id), rev, body }],
    events: [
      { type: 'claim.failed', about: 'claim:code', by: acting.actor.id, at: acting.now, data: { failures } },
    ],
  };
  const left = MAX_TRIES - (failures % MAX_TRIES);
  const card = claimCard(blocked ? { kind: 'wait', minutes: WAIT_MS / 60_000 } : { kind: 'wrong', left });
  return { kind: 'done', change, answer: async () => ({ card }) };
}

async function granted(acting: Acting, code: { rev: number; body: ClaimBody }): Promise<Outcome> {
  const { id: person } = acting.actor;
  const grants: readonly RoleGrant[] = [
    { person, role: 'office_admin', scope: '*' },
    { person, role: 'system_admin', scope: '*' },
  ];
  const puts: Put[] = [];
  for (const grant of grants) {
    const ref = { kind: 'grant', id: grantId(grant) };
    if (!(await acting.read.get(ref))) puts.push({ ...ref, rev: 0, body: grant });
  }
  const used: ClaimBody = { ...code.body, status: 'used', usedBy: person };
  const change = await organizationChange(acting, person, {
    put: [...puts, { ...CLAIM_CODE, rev: code.rev, body: used }],
    moved: { people: [person] },
    events: [{ type: 'claim.used', about: 'claim:code', by: person, at: acting.now }],
  });
  return { kind: 'done', change, answer: async () => ({ card: claimCard({ kind: 'welcome' }) }) };
}

async function claim(acting: Acting, rest: string): Promise<Outcome> {
  const tries = await acting.read.get<TriesBody>(triesRef(acting.actor.id));
  if (tries?.body.until !== undefined && acting.now < tries.body.until)
    return {
      kind: 'show',
      answer: {
        card: claimCard({
          kind: 'wait',
          minutes: Math.ceil((Date.parse(tries.body.until) - Date.parse(acting.now)) / 60_000),
        }),
      },
    };
  if (rest === '') return { kind: 'show', answer: { card: claimCard({ kind: 'ask' }) } };
  const code = await acting.read.get<ClaimBody>(CLAIM_CODE);
  if (code?.body.status !== 'open') return { kind: 'show', answer: { card: claimCard({ kind: 'none' }) } };
  return sameHash(code.body.hash, await hashOf(rest))
    ? granted(acting, code)
    : failed(acting, tries?.body, tries?.rev ?? 0);
}

/** 认领 + code, in the private chat: who can read the server's console becomes the first administrator. */
export const claimWord: ChatWord = { words: ['认领', 'claim'], action: 'admin.claim', run: claim };
