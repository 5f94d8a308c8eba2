import { expect, it } from 'vitest';
import { composition } from '../../src/app.ts';
import { clickOn, everybody, register } from './register.ts';

/** A reply's card replaces the clicked one for everybody in the chat: on a group's card it must be a group's card. */
it('no button of a group’s card is answered by a private card there', { timeout: 60_000 }, async () => {
  const { bot, ids } = await register();
  const { registry } = composition();
  const notice = bot.to('oc_u1').find((m) => m.card);
  if (!notice?.card) throw new Error('no notice in the group');
  const asked = [...JSON.stringify(notice.card.json).matchAll(/"do":"([^"]+)"/g)].map((m) => m[1] ?? '');
  expect(asked.length).toBeGreaterThan(0);
  for (const command of asked) {
    expect(registry.commands.has(command)).toBe(true);
    for (const person of everybody) {
      const reply = await clickOn(bot, person, command, ids.notice, { chat: 'oc_u1' });
      expect([command, person, reply.card?.audience ?? 'group']).toEqual([command, person, 'group']);
    }
  }
  await bot.close();
});
