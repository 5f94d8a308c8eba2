import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/no-leaks.ts'],
    globalSetup: ['test/simulation/fresh-seeds.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Vitest leaves a core free for a person at the keyboard; on two cores that is half of the time.
    maxWorkers: '100%',
    reporters: ['default'],
  },
});
