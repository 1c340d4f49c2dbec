import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // As the program does: src/cli/patient-compiler.ts.
    execArgv: ['--interrupt-budget=1048576'],
    maxWorkers: 3,
    // Loading the modules anew for each file took half of the time. No test replaces a module, and state is kept by content.
    isolate: false,
  },
});
