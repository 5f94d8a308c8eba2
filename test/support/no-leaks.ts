import { afterEach, expect } from 'vitest';
import { forget, leaks } from './log-watch.ts';

/** After each test of the suite: nothing that it logged was a secret, a token or somebody's text (L06). */
afterEach(() => {
  forget();
  expect(leaks()).toEqual([]);
});
