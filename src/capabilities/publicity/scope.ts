import type { World } from '../../kernel/capability.ts';
import type { Grade } from '../../kernel/grade.ts';
import type { ChatBinding, Organization } from '../../kernel/people.ts';
import { PUBLICITY_SCOPES, type PublicityScope, type Settings } from '../../kernel/settings.ts';
import type { RiskBody } from '../risks/index.ts';
import { type NoticeBody, type PresetBody, scopeOf } from './model.ts';

const rank = (scope: PublicityScope): number => PUBLICITY_SCOPES.indexOf(scope);
export const narrower = (a: PublicityScope, b: PublicityScope): PublicityScope =>
  rank(a) <= rank(b) ? a : b;

/** The widest scope that all these grades may have: the strictest of them decides (config `publicity.widest`). */
export const widestOf = (grades: readonly Grade[], { publicity }: Settings): PublicityScope =>
  grades.reduce<PublicityScope>((w, g) => narrower(w, publicity.widest[g]), 'bureau');

/** Scopes somebody may choose for a notice that shows these grades. */
export const scopesFor = (grades: readonly Grade[], settings: Settings): readonly PublicityScope[] =>
  PUBLICITY_SCOPES.filter((s) => rank(s) <= rank(widestOf(grades, settings)));

export type Scoped = {
  readonly scope: PublicityScope;
  readonly division?: string;
  readonly chosen?: readonly string[];
};

/** Where one approved risk point is shown: what was set for its unit, never wider than its grade allows. */
export function scopedFor(risk: RiskBody, preset: PresetBody | undefined, settings: Settings): Scoped {
  const wanted = preset?.scope ?? settings.publicity.scope;
  const scope = narrower(wanted, settings.publicity.widest[risk.grade]);
  const { division } = risk.place;
  // What hangs on the unit itself has no division: the unit is its narrowest scope.
  if (scope === 'division') return division === undefined ? { scope: 'unit' } : { scope, division };
  return scope === 'chosen' && preset?.chosen ? { scope, chosen: preset.chosen } : { scope };
}

export const presetOf = async (world: World, unit: string): Promise<PresetBody | undefined> =>
  (await world.read.get<PresetBody>({ kind: 'publicityPreset', id: unit }))?.body;

/** Do two notices hang in the same place? Then what is approved meanwhile joins the one that is there. */
export const sameScope = (a: Scoped, b: NoticeBody): boolean =>
  a.scope === scopeOf(b) && a.division === b.division && (a.chosen ?? []).join() === (b.chosen ?? []).join();

/** The bound groups of a notice's scope; a division without a group is shown in its unit's. None: it waits. */
export function chatsOf(notice: NoticeBody, org: Organization): readonly ChatBinding[] {
  const unit = org.unitChat(notice.unit);
  const own = (c: ChatBinding | undefined): readonly ChatBinding[] => (c ? [c] : []);
  switch (scopeOf(notice)) {
    case 'division':
      return own(org.divisionChat(notice.division ?? '') ?? unit);
    case 'unit':
      return own(unit);
    case 'bureau':
      return [...org.units.keys()].flatMap((u) => own(org.unitChat(u)));
    case 'chosen':
      return org.data.chats.filter((c) => notice.chosen?.includes(c.chat));
  }
}
