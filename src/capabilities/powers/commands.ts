import { z } from 'zod';
import { powersCard } from '../../../cards/powers/list.ts';
import { readinessCard } from '../../../cards/powers/readiness.ts';
import { powerRefusals as refusals } from '../../../cards/powers/text.ts';
import type { Acting, ChatWord, Command, Outcome } from '../../kernel/capability.ts';
import { powerItem } from './items.ts';
import { itemScreen } from './screen.ts';
import { homeOf, type ListAt, maySee, powersView, readinessView } from './view.ts';

const refused = (why: keyof typeof refusals): Outcome => ({ kind: 'refused', why: refusals[why] });

async function showList(acting: Acting, at: ListAt): Promise<Outcome> {
  if (!acting.org.units.has(at.unit)) return refused('noUnit');
  if (!maySee(acting.actor, at.unit, acting.org)) return refused('notVisible');
  const division = acting.org.divisions.get(at.division)?.unit === at.unit ? at.division : '';
  return {
    kind: 'show',
    answer: { card: powersCard(await powersView(acting, { ...at, division }, acting.actor)) },
  };
}

async function showHome(acting: Acting): Promise<Outcome> {
  const home = homeOf(acting.actor, acting.org);
  return home ? showList(acting, { ...home, gapsOnly: false, page: 0 }) : refused('notVisible');
}

async function showItem(acting: Acting, id: string, page: number): Promise<Outcome> {
  const item = powerItem(acting.org, id);
  if (!item) return refused('noItem');
  if (!maySee(acting.actor, item.unit, acting.org)) return refused('notVisible');
  return { kind: 'show', answer: await itemScreen(acting, item, page) };
}

async function showReadiness(acting: Acting, unit: string, page: number): Promise<Outcome> {
  if (!acting.org.units.has(unit)) return refused('noUnit');
  if (!maySee(acting.actor, unit, acting.org)) return refused('notVisible');
  return { kind: 'show', answer: { card: readinessCard(await readinessView(acting, unit, page)) } };
}

const page = z.coerce.number().int().min(0).catch(0);
const at = z.object({
  id: z.string(),
  option: z.string().optional(),
  value: z.object({ page, gaps: page, division: z.string().catch('') }),
});
type At = z.infer<typeof at>;
const command = (run: (acting: Acting, input: At) => Promise<Outcome>): Command<At> => ({
  input: at,
  action: 'catalogue.view',
  run,
});
const whole = { gapsOnly: false, page: 0 };

export const powersCommands = {
  'powers.mine': command((acting) => showHome(acting)),
  'powers.open': command((acting, { id, value: v }) =>
    showList(acting, { unit: id, division: v.division, gapsOnly: v.gaps > 0, page: v.page }),
  ),
  'powers.unit': command((acting, { option }) =>
    showList(acting, { unit: option ?? '', division: '', ...whole }),
  ),
  'powers.division': command((acting, { id, option = '' }) =>
    showList(acting, { unit: id, division: option === 'all' ? '' : option, ...whole }),
  ),
  'powers.item': command((acting, { id, option, value }) => showItem(acting, option ?? id, value.page)),
  'powers.readiness': command((acting, { id, value }) => showReadiness(acting, id, value.page)),
};

/** 权力 opens the own division's or unit's list; with a unit's name, that unit's. */
export const powersWord: ChatWord = {
  words: ['权力', '权力清单', 'powers'],
  menuKey: 'powers',
  action: 'self.use',
  run: (acting, rest) => {
    const named = rest === '' ? undefined : acting.org.data.units.find((u) => u.name.includes(rest));
    return named ? showList(acting, { unit: named.id, division: '', ...whole }) : showHome(acting);
  },
};
