import type { Capability, LineRenderer } from '../kernel/capability.ts';
import { catalogue } from './catalogue/index.ts';
import { completeness } from './completeness/index.ts';
import { digests } from './digests/index.ts';
import { dossier } from './dossier/index.ts';
import { office } from './office/index.ts';
import { organization } from './organization/index.ts';
import { powers } from './powers/index.ts';
import { publicity } from './publicity/index.ts';
import { risks } from './risks/index.ts';
import { screening } from './screening/index.ts';

/**
 * Every capability in import order: left may not import right. A new one is one line here.
 * `renderLine(world, line, {about, …params})` draws a digest line whichever capability declared it.
 */
export const capabilitiesOf = (renderLine: LineRenderer): readonly Capability[] => [
  organization,
  risks,
  powers,
  screening,
  publicity,
  catalogue,
  completeness,
  dossier,
  office,
  digests(renderLine),
];
