import { organizationChange, type PersonBody } from '../../src/capabilities/organization/index.ts';
import type { TestBot } from '../support/bot.ts';

let n = 0;
/** What a contact event of Feishu does to one person: the same change that a directory sync makes. */
export async function directorySays(bot: TestBot, id: string, more: Partial<PersonBody>): Promise<void> {
  n += 1;
  await bot.app.apply(`sync:${n}`, async (world) => {
    const doc = await world.read.get<PersonBody>({ kind: 'person', id });
    if (!doc) throw new Error(`no person ${id}`);
    const { rev, body, sealed } = doc;
    return organizationChange(world, 'system', {
      put: [{ kind: 'person', id, rev, body: { ...body, ...more }, ...(sealed ? { sealed } : {}) }],
      moved: { people: [id] },
    });
  });
}
