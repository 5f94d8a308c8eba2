import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ReadTables, readTables } from '../../src/capabilities/imports/index.ts';
import { file, HEADER, riskRow } from './risk-rows.ts';

/** The thread runs what the build made: Node starts no TypeScript in it. */
const BUILT = 'dist/src/reading.js';

describe.skipIf(!existsSync(BUILT))('a workbook read in a thread of its own', () => {
  let readApart: ReadTables;
  beforeAll(async () => {
    readApart = ((await import(pathToFileURL(BUILT).href)) as { readApart: ReadTables }).readApart;
  });

  it('gives the same tables as reading it here', async () => {
    const rows = Array.from({ length: 250 }, (_, i) => riskRow(i));
    const bytes = await file({ 甲: [HEADER, ...rows], 空: [], 乙: [HEADER] });
    expect(await readApart(bytes)).toEqual(await readTables(bytes));
  });

  it('gives the name of a fault', async () => {
    expect(await readApart(new TextEncoder().encode('<html>'))).toBe('notXlsx');
    expect(await readApart(new Uint8Array(5 * 1024 * 1024 + 1))).toBe('fileTooBig');
  });
});
