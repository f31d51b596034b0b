import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], extra: object = {}) => ({
  test: { name, include, pool: 'forks' as const, testTimeout: 30_000, hookTimeout: 30_000, ...extra },
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('house', ['test/house/**/*.test.ts']),
      project('core', ['test/core/**/*.test.ts']),
      project('emulator', ['test/emulator/**/*.test.ts']),
      project('renderer', ['test/renderer/**/*.test.{ts,tsx}'], { testTimeout: 60_000 }),
      project('e2e', ['test/e2e/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false }),
    ],
  },
});
