import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { fact, note, para, pick } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { exportReason, dossierWords as words } from './text.ts';

export type MatterView = {
  readonly id: string;
  readonly rev: number;
  readonly title: string;
  readonly place: string;
  readonly grade: Grade;
  readonly status: Text;
  readonly content: string;
  readonly measure: string;
};

const draw = (v: MatterView, max: number): Card =>
  card(
    {
      audience: 'private',
      title: text(shorten(v.title, 40), shorten(v.title, 40)),
      subtitle: same(shorten(`${v.id} · ${v.place}`, 60)),
      colour: 'blue',
    },
    [
      para(gradeWord[v.grade], { size: 'heading' }),
      fact(words.status, v.status),
      fact(words.content, same(shorten(v.content, max))),
      fact(words.measure, same(shorten(v.measure, max))),
      pick({
        placeholder: words.file,
        options: Object.entries(exportReason).map(([value, label]) => ({ value, label })),
        action: { do: 'dossier.file', id: v.id, rev: v.rev },
      }),
      note(words.holds),
    ],
  );

/** One matter in short, and the way to its whole file. */
export const matterCard = (v: MatterView): Card =>
  fitting([() => draw(v, 300), () => draw(v, 60), () => draw(v, 1)]);
