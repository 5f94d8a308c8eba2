import { expect, it } from 'vitest';
import { policiesOf, powerItems, seedRegisters } from '../../src/capabilities/powers/index.ts';
import type { PolicyBody } from '../../src/capabilities/powers/model.ts';
import { sandboxOrganization } from '../organization/bureau.ts';
import { seededOffice } from '../organization/office.ts';

it('the invented bureau has 26 policies, each governing an item of its own bureau, and some 制度空白', async () => {
  const office = await seededOffice();
  const world = await office.world();
  const change = await seedRegisters(world, sandboxOrganization());
  const policies = (change?.put ?? [])
    .filter((p) => p.kind === 'policy')
    .map((p) => ({ ...(p.body as PolicyBody), id: p.id }));
  expect(change?.put?.filter((p) => p.kind === 'basis')).toHaveLength(4);
  expect(policies).toHaveLength(26);
  const items = powerItems(world.org);
  for (const p of policies)
    expect(
      items.filter((i) => policiesOf(i, undefined, [p], world.org).length > 0),
      p.title,
    ).not.toEqual([]);
  const gaps = items.filter((i) => policiesOf(i, undefined, policies, world.org).length === 0);
  expect(gaps.length).toBeGreaterThan(0);
  expect(gaps.length).toBeLessThan(items.length);
  await office.close();
});
