import type { Standard } from '../../src/kernel/settings.ts';
import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { type Element, fact, note, type Option, para, pick } from '../kit/elements.ts';

type Example = Standard['good'];
const shown = (heading: Text, e: Example, colour: 'green' | 'orange'): readonly Element[] => [
  para(heading, { size: 'heading', colour }),
  fact(text('风险内容', 'What could go wrong'), same(e.content)),
  fact(text('表现形式', 'How it would show'), same(e.manifestation)),
  fact(text('防控措施', 'Measure'), same(e.measure)),
];

/** A good and a bad example of one area, for any card on which people write (S73). */
export const standardExamples = (s: Standard): readonly Element[] => [
  ...shown(text('可以这样写', 'Write it like this'), s.good, 'green'),
  ...shown(text('请不要这样写（内容空泛）', 'Not like this (vague)'), s.bad, 'orange'),
  note(s.why),
];

/** The written standard of finding a risk. */
export const standardCard = (s: Standard | undefined, areas: readonly Option[]): Card =>
  card(
    {
      audience: 'private',
      title: text('查找标准', 'The standard of finding'),
      ...(s ? { subtitle: same(s.area) } : {}),
      colour: 'wathet',
    },
    [
      para(
        text(
          '一个风险点写清四件事：在哪个环节，可能出什么问题，别人能看到什么迹象，用什么做法防住。',
          'A risk point says four things: the step, what could go wrong, what others could notice, and what keeps it from happening.',
        ),
      ),
      ...(s ? standardExamples(s) : [note(text('尚未配置示例。', 'No examples are configured.'))]),
      areas.length > 1 &&
        pick({
          placeholder: text('看其他领域的示例', 'Examples of another area'),
          options: areas,
          action: { do: 'completeness.standard', id: '-', rev: 0 },
        }),
    ],
  );
