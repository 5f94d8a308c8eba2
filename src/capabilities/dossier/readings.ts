import { readingsCard } from '../../../cards/dossier/readings.ts';
import { dossierRefusals, dossierWords } from '../../../cards/dossier/text.ts';
import type { Capability, ChatWord } from '../../kernel/capability.ts';
import { may } from '../../kernel/policy.ts';
import { localDateTime } from '../../kernel/time.ts';
import { readsOthersRisk, riskOf } from '../risks/index.ts';

type Reading = {
  readonly who: string;
  readonly how: string;
  readonly at: string;
  readonly listed?: true;
};
/** Rows that read well on a phone. */
const ROWS = 20;

/** Opening a matter and taking its file along: on record for everybody but whoever declared it. */
export const dossierReads: NonNullable<Capability['reads']> = {
  'dossier.matter': async ({ read }, id, viewer) => (await riskOf(read, id))?.body.declarer !== viewer.id,
  'dossier.file': async () => true,
  'dossier.search': readsOthersRisk,
};

/** 查阅记录 and the number of a risk: who was shown it (T03). */
export const readingsWord: ChatWord = {
  words: ['查阅记录', 'readings'],
  action: 'audit.view',
  run: async (acting, rest) => {
    if (!may(acting.actor, 'audit.view', acting.org))
      return { kind: 'refused', why: dossierRefusals.notAuditor };
    const id = rest.trim().toUpperCase().startsWith('R-') ? `R-${rest.trim().slice(2)}` : rest.trim();
    if (id === '') return { kind: 'invalid', why: dossierWords.whichReadings };
    const doc = await acting.read.get<{ entries: readonly Reading[] }>({
      kind: 'reading',
      id: `risk:${id}`,
    });
    const rows = (doc?.body.entries ?? []).slice(-ROWS).reverse();
    const view = rows.map(({ who, how, at, listed }) => ({
      at: localDateTime(at, acting.settings.zone),
      name: acting.org.people.get(who)?.name ?? who,
      how: how === 'dossier.file' ? ('file' as const) : listed ? ('listed' as const) : ('shown' as const),
    }));
    return { kind: 'show', answer: { card: readingsCard({ id, rows: view }) } };
  },
};
