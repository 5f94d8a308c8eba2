import { z } from 'zod';

/** The Feishu app as manifest.json describes it: what it may do, hears of, and offers in its menu. */
const words = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const schema = z.strictObject({
  name: words,
  description: words,
  scopes: z.array(z.strictObject({ name: z.string().regex(/^[a-z0-9_.:]+$/), why: words })).min(1),
  events: z.array(z.string().regex(/^[a-z0-9_.]+$/)).min(1),
  callbacks: z.array(z.string().regex(/^[a-z0-9_.]+$/)).min(1),
  /** Feishu takes keys of up to 30 characters, five main entries with ten below each in the floating style. */
  menu: z.array(
    z.strictObject({ key: z.string().min(1).max(30), zh: z.string().min(1), en: z.string().min(1) }),
  ),
});
export type Manifest = z.infer<typeof schema>;

/** Reads the text of manifest.json. Throws an Error that names every fault. */
export function parseManifest(json: string): Manifest {
  const parsed = schema.safeParse(JSON.parse(json));
  if (!parsed.success) throw new Error(`manifest.json: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
