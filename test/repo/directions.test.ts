import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom: ARCHITECTURE.md. A zone may always import itself. */
type Zone = { readonly paths: RegExp; readonly zones: readonly string[]; readonly packages: RegExp };
const NONE = /^$/;
const zones: Readonly<Record<string, Zone>> = {
  kernel: {
    paths: /^src\/kernel\//,
    zones: ['kit', 'port'],
    packages: /^(zod|dayjs|dayjs\/plugin\/.*|chinese-days|nanoid)$/,
  },
  kit: { paths: /^cards\/kit\//, zones: ['kernel'], packages: NONE },
  cards: { paths: /^cards\/(?!kit\/)/, zones: ['kernel', 'kit', 'slice'], packages: NONE },
  port: {
    paths: /^src\/(store\/store|feishu\/messenger|feishu\/directory)\.ts$/,
    zones: ['kernel', 'kit'],
    packages: NONE,
  },
  slice: {
    paths: /^src\/capabilities\//,
    zones: ['kernel', 'kit', 'cards', 'port'],
    packages: /^(zod|hucre(\/.*)?|fflate|node:crypto)$/,
  },
  runtime: { paths: /^src\/runtime\//, zones: ['kernel', 'kit', 'port', 'slice'], packages: /^node:crypto$/ },
  store: { paths: /^src\/store\//, zones: ['kernel', 'port'], packages: /^(node:.*|lowdb(\/.*)?|pg)$/ },
  feishu: {
    paths: /^src\/feishu\//,
    zones: ['kernel', 'kit', 'port'],
    packages: /^(node:.*|@larksuiteoapi\/node-sdk|koa|@koa\/router|zod|qrcode|pino|axios|form-data)$/,
  },
  page: { paths: /^src\/sandbox\/page\//, zones: ['protocol', 'sandbox'], packages: /./ },
  protocol: { paths: /^src\/sandbox\/protocol\.ts$/, zones: [], packages: NONE },
  sandbox: {
    paths: /^src\/sandbox\//,
    zones: ['protocol'],
    packages: /^(node:.*|koa|@koa\/router|ws|protobufjs(\/.*)?|zod|axios)$/,
  },
  tour: { paths: /^src\/tour\//, zones: ['protocol'], packages: /^node:/ },
  simulation: {
    paths: /^src\/simulation\//,
    zones: ['kernel', 'kit', 'port', 'slice', 'runtime', 'store', 'feishu', 'shell'],
    packages: /^node:/,
  },
  bench: {
    paths: /^bench\//,
    zones: ['kernel', 'kit', 'port', 'slice', 'runtime', 'store', 'feishu', 'shell', 'server'],
    packages: /^(node:.*|koa|@koa\/router|pg)$/,
  },
  /** The one thing that bench and tests start alike: a PostgreSQL. */
  server: { paths: /^test\/support\/postgres\.ts$/, zones: [], packages: /^(node:.*|pg)$/ },
  shell: {
    paths: /^src\/([a-z-]+\.ts|commands\/)/,
    zones: [
      'kernel',
      'kit',
      'cards',
      'port',
      'slice',
      'runtime',
      'store',
      'feishu',
      'sandbox',
      'protocol',
      'tour',
      'simulation',
    ],
    packages: /./,
  },
};
const ORDER = [
  'organization',
  'risks',
  'ratings',
  'powers',
  'screening',
  'handover',
  'publicity',
  'catalogue',
  'rechecks',
  'completeness',
  'areas',
  'dossier',
  'imports',
  'office',
  'digests',
];
const CORE = /\/(model|decide|rules|schedule)\.ts$/;

const zoneOf = (file: string): string =>
  Object.entries(zones).find(([, z]) => z.paths.test(file))?.[0] ?? 'outside';
const sliceOf = (file: string): string | undefined =>
  /^(?:src\/capabilities|cards)\/([a-z]+)\//.exec(file)?.[1];
const sources = (): string[] =>
  ['src', 'cards', 'bench'].flatMap((dir) =>
    readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .filter((f) => /\.tsx?$/.test(f))
      .map((f) => join(dir, f)),
  );
const importsOf = (file: string): string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /(?:^|\n)\s*(?:import|export)[^'"\n]*?(?:\n[^'"]*?)?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g,
    ),
  ].map((m) => m[1] ?? m[2] ?? '');

function sliceViolation(file: string, target: string, specifier: string): string | undefined {
  const [from, to] = [sliceOf(file), sliceOf(target)];
  if (zoneOf(file) !== 'slice' || !from || !to || from === to || to === 'kit') return undefined;
  if (ORDER.indexOf(to) > ORDER.indexOf(from))
    return `${file}: ${from} may not import the later ${to} (${specifier})`;
  if (zoneOf(target) === 'slice' && !target.endsWith('/index.ts'))
    return `${file}: another slice only through its index.ts (${specifier})`;
  return undefined;
}

export function violations(file: string, specifiers: readonly string[]): string[] {
  const zone = zones[zoneOf(file)];
  if (!zone) return [`${file}: in no zone`];
  return specifiers.flatMap((s) => {
    if (!s.startsWith('.')) {
      const name = builtinModules.includes(s) ? `node:${s}` : s;
      const core = zoneOf(file) === 'slice' && CORE.test(file) && !/^zod$/.test(name);
      return zone.packages.test(name) && !core ? [] : [`${file}: may not use ${s}`];
    }
    const target = relative('.', resolve(dirname(file), s));
    const to = zoneOf(target);
    if (to !== zoneOf(file) && !zone.zones.includes(to))
      return [`${file}: ${zoneOf(file)} may not import ${to} (${s})`];
    const found = sliceViolation(file, target, s);
    return found ? [found] : [];
  });
}

/** Every file that is loaded before the first line of this one runs. */
function loadedBy(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(
    /(?:^|\n)(?:import|export)(?! type)[^'";]*from '(\.[^']+)'/g,
  ))
    loadedBy(relative('.', resolve(dirname(file), specifier)), found);
  return found;
}

describe('import directions', () => {
  it('sees the source', () => expect(sources().length).toBeGreaterThan(100));
  it('reports planted violations', () => {
    expect(violations('src/kernel/x.ts', ['../store/ledger/open.ts', 'node:fs'])).toHaveLength(2);
    expect(
      violations('src/capabilities/risks/x.ts', ['../publicity/index.ts', '../organization/load.ts']),
    ).toHaveLength(2);
    expect(violations('src/sandbox/x.ts', ['../kernel/text.ts'])).toHaveLength(1);
  });
  it('a start begins to open its store before the program is loaded', () => {
    const zonesBefore = (file: string): ReadonlySet<string> => new Set([...loadedBy(file)].map(zoneOf));
    expect(zonesBefore('src/process.ts')).toContain('slice');
    for (const file of ['src/main.ts', 'src/commands/start.ts', 'bench/bot.ts'])
      for (const zone of zonesBefore(file))
        expect(['kernel', 'port', 'store', 'shell', 'bench'], `${file} loads ${zone}`).toContain(zone);
    expect([...loadedBy('src/commands/start.ts')]).toContain('src/store/ledger/apart.ts');
  });
  it('hold', () => expect(sources().flatMap((f) => violations(f, importsOf(f)))).toEqual([]));
});
