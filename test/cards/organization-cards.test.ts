import { describe, expect, it } from 'vitest';
import { composition } from '../../src/app.ts';
import { cardFault } from '../../src/sandbox/card/check.ts';
import { pressables } from '../support/bot.ts';
import { importCards } from './import-views.ts';
import { organizationCards } from './organization-views.ts';

const all = (name?: string) => ({ ...organizationCards(name), ...importCards(name) });
const cards = all();
const { registry } = composition();

describe.each(Object.entries(cards))('%s', (name, drawn) => {
  it('is the golden card', () =>
    expect(`${JSON.stringify(drawn.json, null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`));
  it('is private, speaks both languages, and Feishu takes it', () => {
    expect(drawn.audience).toBe('private');
    const texts = JSON.stringify(drawn.json).match(/"en_us":"[^"]*"/g) ?? [];
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.filter((t) => t === '"en_us":""')).toEqual([]);
    expect(cardFault(drawn.json, () => true)).toBeUndefined();
  });
  it('has only buttons that somebody handles', () => {
    for (const { value } of pressables(drawn)) expect([...registry.commands.keys()]).toContain(value.do);
  });
});

describe('hostile and long names', () => {
  it.each(['<at id=all></at>', '长'.repeat(60), '![x](http://x) **b**'])(
    '%j neither runs nor breaks a card',
    (name) => {
      for (const [key, drawn] of Object.entries(all(name))) {
        expect(JSON.stringify(drawn.json), key).not.toContain('"tag":"markdown"');
        expect(
          cardFault(drawn.json, () => true),
          key,
        ).toBeUndefined();
      }
    },
  );
});
