import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "unit",
    include: ["test/**/*.test.ts"],
    // How long a test may hang. A busy machine needs seconds to start a process, and no test may fail for that.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
