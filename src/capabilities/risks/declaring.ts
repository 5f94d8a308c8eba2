import { formCard } from '../../../cards/risks/form.ts';
import { plainCard } from '../../../cards/risks/status.ts';
import { declareRefusals } from '../../../cards/risks/text.ts';
import type { Capability, CardRenderer } from '../../kernel/capability.ts';
import { text } from '../../kernel/text.ts';
import { declareCommands, declareWords, drawStart } from './declare-commands.ts';
import { riskOf } from './own.ts';
import { drawMine, drawRisk, maySee, ownCommands, ownWords } from './own-commands.ts';
import { mayDeclareAt, placeOf } from './places.ts';
import { newForm } from './view-form.ts';

const GONE = plainCard(
  text('这条内容已不存在', 'It no longer exists'),
  text('它已被放弃或清除。', 'It was discarded or erased.'),
);

/** A risk as its declarer sees it. `risks.status`, `risks.returned` and `risks.confirm` are one card in its true state. */
const drawOwn: CardRenderer = async (world, id, _params, viewer) => {
  const doc = await riskOf(world.read, id);
  if (!doc) return viewer ? GONE : undefined;
  return viewer && maySee(world, viewer, doc) ? drawRisk(world, doc, viewer) : undefined;
};

/** The empty form that 填报 answers with; once it was sent in, the risk it became. `about` is `form:R-…`. */
const drawForm: CardRenderer = async (world, id, params, viewer) => {
  if (!viewer) return undefined;
  const doc = await riskOf(world.read, id);
  if (doc) return maySee(world, viewer, doc) ? drawRisk(world, doc, viewer) : undefined;
  const key = (name: string): string => String(params[name] ?? '');
  const place = placeOf(
    { level: key('level'), unit: key('unit'), division: key('division'), post: key('post') },
    world.org,
  );
  return place && mayDeclareAt(viewer, place, 'self', world.org)
    ? formCard(await newForm(world, place, 'self', id))
    : drawStart(world, viewer);
};

const cards: Readonly<Record<string, CardRenderer>> = {
  /** First contact and 填报; `about` is `person:ou_…`. */
  'risks.start': async (world, _id, _params, viewer) => (viewer ? drawStart(world, viewer) : undefined),
  'risks.form': drawForm,
  'risks.mine': async (world, _id, params, viewer) =>
    viewer ? drawMine(world, viewer, Number(params.page ?? 0)) : undefined,
  'risks.status': drawOwn,
  'risks.returned': drawOwn,
  'risks.confirm': drawOwn,
};

/** The declaring half of the capability: everything up to the submit, and one's own risks afterwards. */
export const declaring: Pick<Capability, 'commands' | 'refusals'> &
  Required<Pick<Capability, 'words' | 'cards'>> = {
  commands: { ...declareCommands, ...ownCommands },
  words: [...declareWords, ...ownWords],
  cards,
  refusals: declareRefusals,
};
