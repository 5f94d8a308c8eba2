import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { composition } from '../../src/app.ts';
import { cardFault } from '../../src/sandbox/card/check.ts';

const folder = join(import.meta.dirname, '../cards/golden');
const goldens = readdirSync(folder).filter((name) => /^(publicity|catalogue|digests)\./.test(name));
const cardOf = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, name), 'utf8'));

/** Every `do` of a card. */
const actionsOf = (node: unknown): readonly string[] => {
  if (node === null || typeof node !== 'object') return [];
  const own = 'do' in node && typeof node.do === 'string' ? [node.do] : [];
  return [...own, ...Object.values(node).flatMap(actionsOf)];
};

describe('agreed cards of publicity, catalogue and digests', () => {
  it('are there', () => expect(goldens.length).toBeGreaterThanOrEqual(12));

  it.each(goldens)('%s is accepted by the platform’s own rules', (name) => {
    expect(cardFault(cardOf(name), () => true)).toBeUndefined();
  });

  it.each(goldens)('%s has no button that nobody answers', (name) => {
    const { registry } = composition();
    for (const action of actionsOf(cardOf(name))) expect([...registry.commands.keys()]).toContain(action);
  });
});
