/**
 * Checks a ledger folder without the program that wrote it: this file imports nothing but Node, so it can be copied
 * to another machine and read in five minutes. With anchored heads alone it proves order and completeness; with the
 * key also that every line was written by who holds it.
 */
import { createHash, createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Anchor = { readonly seq: number; readonly hash: string };
export type FolderVerdict =
  | { readonly ok: true; readonly seq: number; readonly hash: string }
  | { readonly ok: false; readonly firstBad: number; readonly why: string };
type Options = {
  /** LEDGER_KEY as 32 bytes. */
  readonly key?: Buffer;
  /** Heads that were posted outside: lines of that seq must have that hash. */
  readonly anchors?: readonly Anchor[];
  /** Stop after this line: a running store may be writing the next one. */
  readonly until?: number;
};

const LINE =
  /^(\{"v":1,"seq":(\d+),"prev":"([0-9a-f]{64})",.*),"h":"([0-9a-f]{64})","m":"([0-9a-f]{64})"\}$/s;
const bad = (firstBad: number, why: string): FolderVerdict => ({ ok: false, firstBad, why });

/** Lines as exact bytes (latin1 keeps every byte as one character); the last one is marked when it has no newline. */
async function* linesOf(path: string): AsyncGenerator<{ text: string; ended: boolean }> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'latin1' })) {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop() ?? '';
    for (const text of parts) yield { text, ended: true };
  }
  if (rest !== '') yield { text: rest, ended: false };
}

/** What is wrong with a line that should follow `last`, or its hash. */
function checkText(text: string, last: Anchor, key: Buffer | undefined): { why: string } | { hash: string } {
  const [, content = '', seq, prev, sum, mac] = LINE.exec(text) ?? [];
  if (content === '') return { why: 'is not a whole line' };
  if (Number(seq) !== last.seq + 1)
    return { why: `has the number ${seq}: lines are missing, doubled or in another order` };
  if (prev !== last.hash) return { why: 'does not continue the line before it' };
  if (createHash('sha256').update(content, 'latin1').digest('hex') !== sum)
    return { why: 'was changed after it was written' };
  const signed = key && createHmac('sha256', key).update(`${content},"h":"${sum}`, 'latin1').digest('hex');
  if (key && signed !== mac) return { why: 'was not written with this key' };
  return { hash: sum ?? '' };
}

async function headOf(dir: string): Promise<Anchor | undefined> {
  try {
    const { seq, hash } = JSON.parse(await readFile(join(dir, 'head.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    return typeof seq === 'number' && typeof hash === 'string' ? { seq, hash } : undefined;
  } catch {
    return undefined;
  }
}

/** Reads every line of every segment; gives the head, or the number of the first bad line and why. */
export async function verifyFolder(
  dir: string,
  { key, anchors = [], until = Number.POSITIVE_INFINITY }: Options = {},
): Promise<FolderVerdict> {
  // Before the segments: a store that is running moves on meanwhile, its head must not be ahead of what is read.
  const head = until === Number.POSITIVE_INFINITY ? await headOf(dir) : undefined;
  const names = (await readdir(dir)).filter((name) => /^ledger-\d{12}\.jsonl$/.test(name)).sort();
  const expected = [...anchors, ...(head ? [head] : [])];
  let last: Anchor = { seq: -1, hash: '0'.repeat(64) };
  for (const name of names) {
    if (last.seq >= until) break;
    const first = Number(name.slice('ledger-'.length, -'.jsonl'.length));
    if (first !== last.seq + 1)
      return bad(
        last.seq + 1,
        `${name} should begin with line ${first}, but line ${last.seq + 1} is next: a file is gone, or has another name`,
      );
    for await (const { text, ended } of linesOf(join(dir, name))) {
      if (last.seq >= until) break;
      const next = last.seq + 1;
      const found = ended
        ? checkText(text, last, key)
        : { why: 'ends before its newline (a torn tail that the next start cuts)' };
      if ('why' in found) return bad(next, `${name}: line ${next} ${found.why}`);
      last = { seq: next, hash: found.hash };
      const anchor = expected.find(({ seq, hash }) => seq === next && hash !== found.hash);
      if (anchor) return bad(next, `line ${next} is not the one that was anchored: history was rewritten`);
    }
  }
  if (last.seq < 0) return bad(0, `${dir} holds no ledger`);
  const missing = expected.find(({ seq }) => seq > last.seq);
  if (missing)
    return bad(
      last.seq + 1,
      `line ${missing.seq} is known outside, the ledger ends at ${last.seq}: its end is gone`,
    );
  return { ok: true, ...last };
}
