import { randomBytes } from 'node:crypto';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Seeds of this run's simulations. */
    readonly seeds: readonly string[];
  }
}

const FRESH = 2;

/** Every run of the suite lives days that nobody has lived before. `SIM_SEEDS=a,b` lives known ones again. */
export function setup(project: TestProject): void {
  const given = process.env.SIM_SEEDS?.split(',').filter((seed) => /^[\w-]+$/.test(seed));
  const seeds = given ?? Array.from({ length: FRESH }, () => randomBytes(4).toString('hex'));
  project.provide('seeds', seeds);
  if (given === undefined)
    console.log(`simulation: fresh seeds ${seeds.join(' ')}; again with SIM_SEEDS=${seeds}`);
}
