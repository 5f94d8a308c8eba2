import { handoverRefusals, handoverWords as words } from '../../../cards/handover/text.ts';
import type { Capability, LineRenderer } from '../../kernel/capability.ts';
import { handoverCommands, listHandovers } from './give.ts';
import { type HandoverBody, handoverKind } from './model.ts';
import { onOrganizationChanged } from './open.ts';
import { lateSchedule, tellSchedule } from './tell.ts';
import { handoverRenderer, placeOf, receivedRenderer } from './view.ts';

export { openHandovers } from './view.ts';

const lines: Readonly<Record<string, LineRenderer>> = {
  'handover.late': async (world, id) => {
    const doc = await world.read.get<HandoverBody>({ kind: 'handover', id });
    if (doc?.body.state !== 'open') return undefined;
    const person = world.org.people.get(doc.body.person)?.name ?? '';
    return words.late(person, world.org.placeName(placeOf(doc.body)));
  },
  'handover.roleEnded': async (world, id) => words.roleEnded(world.org.units.get(id)?.name ?? ''),
};

/** 岗位交接: whoever goes leaves nothing without an owner. One card to the head, one tap to the successor. */
export const handover: Capability = {
  name: 'handover',
  kinds: [handoverKind],
  commands: handoverCommands,
  words: [
    {
      words: ['交接', '岗位交接', 'handover'],
      action: 'self.use',
      run: (acting) => listHandovers(acting, 0),
    },
  ],
  cards: { 'handover.card': handoverRenderer, 'handover.received': receivedRenderer },
  lines,
  schedules: [tellSchedule, lateSchedule],
  on: { 'organization.changed': onOrganizationChanged },
  refusals: handoverRefusals,
};
