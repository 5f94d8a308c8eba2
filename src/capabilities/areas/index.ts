import { z } from 'zod';
import { areaCard } from '../../../cards/areas/area.ts';
import { areasCard } from '../../../cards/areas/areas.ts';
import { profileCard } from '../../../cards/areas/profile.ts';
import { projectCard, projectsCard } from '../../../cards/areas/projects.ts';
import { areaRefusals as refusals } from '../../../cards/areas/text.ts';
import type { Card } from '../../../cards/kit/card.ts';
import type { Acting, Capability, Command, Outcome } from '../../kernel/capability.ts';
import { areaKinds } from './model.ts';
import { areasImport } from './table.ts';
import { areasView, areaView, maySee, oneProject, profilesView, projectsView } from './view.ts';

export { seedAreas } from './seed.ts';

const at = z.object({
  option: z.string().max(120).optional(),
  value: z.object({ page: z.coerce.number().int().min(0).max(1000).catch(0) }),
});
type At = z.infer<typeof at>;
const refused = (why: keyof typeof refusals): Outcome => ({ kind: 'refused', why: refusals[why] });

/** Draws for whoever may see figures at all; undefined: what was asked for is gone, or not theirs to see. */
const screen =
  (draw: (acting: Acting, input: At) => Promise<Card | undefined>, none: keyof typeof refusals = 'gone') =>
  async (acting: Acting, input: At): Promise<Outcome> => {
    if (!maySee(acting.actor, acting.org)) return refused('notForYou');
    const card = await draw(acting, input);
    return card ? { kind: 'show', answer: { card } } : refused(none);
  };
const first: At = { value: { page: 0 } };
const list = screen(async (acting, { value }) => areasCard(await areasView(acting, value.page)));
const projects = screen(async (acting, { value }) =>
  projectsCard(await projectsView(acting, value.page, acting.actor)),
);
const profiles = screen(async (acting, { value }) =>
  profileCard(await profilesView(acting, value.page, acting.actor)),
);
const one = screen(async (acting, { option = '' }) => {
  const view = await areaView(acting, option, acting.actor);
  return view && areaCard(view);
});
const project = screen(async (acting, { option = '' }) => {
  const view = await oneProject(acting, option, acting.actor);
  return view && projectCard(view);
});
const command = (run: (acting: Acting, input: At) => Promise<Outcome>): Command<At> => ({
  input: at,
  action: 'area.view',
  run,
});

/** 业务领域: what the bureau's money goes through, its construction projects, and what each unit is measured by. */
export const areas: Capability = {
  name: 'areas',
  kinds: areaKinds,
  commands: {
    'areas.list': command(list),
    'areas.area': command(one),
    'areas.projects': command(projects),
    'areas.project': command(project),
    'areas.profiles': command(profiles),
  },
  words: [
    { words: ['领域', 'areas'], action: 'self.use', run: (acting) => list(acting, first) },
    { words: ['项目', 'projects'], action: 'self.use', run: (acting) => projects(acting, first) },
  ],
  imports: [areasImport],
  refusals,
};
