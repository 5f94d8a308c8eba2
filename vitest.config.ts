import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/no-leaks.ts'],
    globalSetup: ['test/simulation/fresh-seeds.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // How long it is waited for at most: a busy machine is slow, not wrong.
    expect: { poll: { timeout: 10_000 } },
    // Vitest leaves a core free for a person at the keyboard; on two cores that is half of the time.
    maxWorkers: '100%',
    reporters: ['default'],
  },
});
