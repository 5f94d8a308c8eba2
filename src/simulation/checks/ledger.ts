import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyFolder } from '../../store/ledger/verifier.ts';
import { SIMULATED_KEY } from '../host.ts';
import type { MemoryDisk } from '../memory-disk.ts';
import type { Tape } from '../tape.ts';

/** Copies the ledger into a folder and lets the auditor's verifier read it, with the heads that went into the group. */
export async function checkLedger(
  disk: MemoryDisk,
  anchors: readonly { seq: number; hash: string }[],
  tape: Tape,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'qingfeng-simulation-'));
  try {
    disk.copyTo(folder);
    const verdict = await verifyFolder(folder, { key: SIMULATED_KEY, anchors });
    if (!verdict.ok) tape.broken('the ledger verifies', `from line ${verdict.firstBad}: ${verdict.why}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
