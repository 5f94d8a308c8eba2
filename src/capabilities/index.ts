import type { Capability, LineRenderer } from '../kernel/capability.ts';
import { areas } from './areas/index.ts';
import { catalogue, type WriteBook } from './catalogue/index.ts';
import { completeness } from './completeness/index.ts';
import { digests } from './digests/index.ts';
import { dossier } from './dossier/index.ts';
import { handover } from './handover/index.ts';
import { imports, type ReadTables, type WriteTables } from './imports/index.ts';
import { office } from './office/index.ts';
import { organization } from './organization/index.ts';
import { powers } from './powers/index.ts';
import { publicity } from './publicity/index.ts';
import { ratings } from './ratings/index.ts';
import { rechecks } from './rechecks/index.ts';
import { risks } from './risks/index.ts';
import { screening } from './screening/index.ts';

/** Where workbooks are read and written, if not in place. */
export type Apart = {
  readonly read?: ReadTables;
  readonly book?: WriteBook;
  readonly tables?: WriteTables;
};

/**
 * Every capability in import order: left may not import right. A new one is one line here.
 * `imports` reads the files for whatever tables those before it take.
 * `renderLine(world, line, {about, …params})` draws a digest line whichever capability declared it.
 */
export function capabilitiesOf(renderLine: LineRenderer, apart: Apart = {}): readonly Capability[] {
  const register: readonly Capability[] = [
    organization,
    risks,
    ratings,
    powers,
    screening,
    handover,
    publicity,
    catalogue(apart.book),
    rechecks,
    completeness(apart.book),
    areas,
    dossier,
  ];
  const tables = register.flatMap((c) => c.imports ?? []);
  return [...register, imports(tables, apart.read, apart.tables), office, digests(renderLine)];
}
