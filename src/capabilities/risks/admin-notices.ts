import type { Capability, DomainEvent, Notice, Reaction, World } from '../../kernel/capability.ts';
import { type StepName, stepWord } from '../../kernel/chain.ts';

/** Step names in an event's data: one name, or several joined by a comma. */
const stepsIn = (event: DomainEvent, key: string): readonly StepName[] =>
  String(event.data?.[key] ?? '')
    .split(',')
    .filter((name): name is StepName => Object.hasOwn(stepWord, name));

const toAdmins = (
  world: World,
  event: DomainEvent,
  line: string,
  steps: readonly StepName[],
): readonly Notice[] =>
  world.org
    .granted('office_admin')
    .flatMap((admin) =>
      steps.map((step): Notice => ({ to: admin.id, line, about: event.about, params: { step } })),
    );

const onStep =
  (line: string): Reaction =>
  async (world, event) => ({ notices: toAdmins(world, event, line, stepsIn(event, 'step')) });

/** A whole chain was made: steps of it that went up or that nobody can hold. */
const onSubmit: Reaction = async (world, event) => ({
  notices: [
    ...toAdmins(world, event, 'risks.stepWentUp', stepsIn(event, 'wentUp')),
    ...toAdmins(world, event, 'risks.stepStuck', stepsIn(event, 'stuck')),
  ],
});

/** Steps without a holder, and steps moved up for being late, are told to the office admins in their digest. */
export const adminReactions: Required<Pick<Capability, 'on'>>['on'] = {
  'risk.submitted': onSubmit,
  'risk.resubmitted': onSubmit,
  'risk.stepWentUp': onStep('risks.stepWentUp'),
  'risk.stepStuck': onStep('risks.stepStuck'),
  'risk.escalated': onStep('risks.stepEscalated'),
};
