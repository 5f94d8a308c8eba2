import { z } from 'zod';
import type { Grade, Scale } from './grade.ts';

/** The `grading` part of config, checked at the start: a table of the wrong shape would grade wrongly in silence. */
const textPair = z.object({ 'zh-CN': z.string().min(1), 'en-US': z.string().min(1) });
const grade = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const degree = z.strictObject({
  id: z.string().regex(/^[a-z][a-zA-Z]{0,19}$/, '字母组成的代号 / letters only'),
  word: textPair,
  likelihood: textPair,
  harm: textPair,
});

type Fault = { readonly path: readonly (string | number)[]; readonly message: string };

function shapeFaults({ degrees, table }: Scale): readonly Fault[] {
  const n = degrees.length;
  const shape = `${n} 个程度要 ${n} 行 ${n} 列（行为几率、列为危害，从高到低）`;
  const shapeEn = `${n} degrees need ${n} rows of ${n} columns (rows: likelihood, columns: harm, gravest first)`;
  const rows: readonly Fault[] =
    table.length === n
      ? []
      : [
          {
            path: ['table'],
            message: `${shape}，现有 ${table.length} 行 / ${shapeEn}; it has ${table.length} rows`,
          },
        ];
  const columns = table.flatMap((row, i) =>
    row.length === n
      ? []
      : {
          path: ['table', i],
          message: `${shape}，本行 ${row.length} 列 / ${shapeEn}; this row has ${row.length}`,
        },
  );
  return [...rows, ...columns];
}

const twice = ({ degrees }: Scale): readonly Fault[] =>
  degrees.flatMap((d, i) =>
    degrees.findIndex((e) => e.id === d.id) === i
      ? []
      : { path: ['degrees', i, 'id'], message: `代号重复 / this id stands twice: ${d.id}` },
  );

/** Graver in either direction may never be a lighter grade: such a cell is a slip of the pen. */
function orderFaults({ table }: Scale): readonly Fault[] {
  const lighter = (a: Grade | undefined, b: Grade): boolean => a !== undefined && a > b;
  return table.flatMap((row, i) =>
    row.flatMap((cell, j) =>
      lighter(table[i - 1]?.[j], cell) || lighter(row[j - 1], cell)
        ? {
            path: ['table', i, j],
            message: `比几率或危害更高的一格还要重 / graver than a cell of higher likelihood or harm: ${cell}`,
          }
        : [],
    ),
  );
}

const scale = z
  .strictObject({
    /** Gravest first, for likelihood and harm alike. */
    degrees: z.array(degree).min(3, '3–5 个程度 / 3 to 5 degrees').max(5, '3–5 个程度 / 3 to 5 degrees'),
    /** likelihood → harm → grade */
    table: z.array(z.array(grade)),
  })
  .superRefine((value, ctx) => {
    for (const { path, message } of [...twice(value), ...shapeFaults(value), ...orderFaults(value)])
      ctx.addIssue({ code: 'custom', path: [...path], message });
  });

const floor = grade.nullable();
export const gradingSchema = z
  .strictObject({
    /** The name of the scale that new ratings are given on. Earlier ones keep the scale they were given on. */
    scale: z.string(),
    scales: z.record(z.string(), scale),
    /** Joint rating: what the answers amount to, and the working days there are to answer. */
    joint: z.strictObject({ rule: z.enum(['median', 'gravest']), days: z.int().min(1).max(30) }),
    /** Lightest grade of such a matter; null: no floor. */
    floors: z.strictObject({
      tripleMajor: floor,
      tripleMajorAtTop: floor,
      confirmedCase: floor,
      /** A post's grade in the catalogue also by its number of different sources of risk; null: off. */
      kinds: z
        .strictObject({ second: z.int().min(2), first: z.int().min(2) })
        .refine((k) => k.second < k.first, '一级的种数须多于二级 / grade 1 needs more kinds than grade 2')
        .nullable(),
    }),
  })
  .superRefine(({ scale: chosen, scales }, ctx) => {
    if (chosen in scales) return;
    const names = Object.keys(scales).join(', ');
    ctx.addIssue({
      code: 'custom',
      path: ['scale'],
      message: `没有名为 ${chosen} 的评级标准，可用：${names} / no scale of that name; there are: ${names}`,
    });
  });
