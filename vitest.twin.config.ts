import { defineConfig } from 'vitest/config';

/** The tests that need the state of mainnet on a local node; FULLFAITH_TWIN says where it is. */
export default defineConfig({
  test: { include: ['test/twin/*.twin.ts'], testTimeout: 300_000, hookTimeout: 120_000, pool: 'forks', maxWorkers: 2 },
});
