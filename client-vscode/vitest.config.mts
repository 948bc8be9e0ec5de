import { join } from "node:path";
import { defineConfig } from "vitest/config";

const unit = join(import.meta.dirname, "test", "unit");

export default defineConfig({
  test: {
    projects: [
      {
        // A view-model that needs more of VS Code than its texts is none: the stand-in has nothing else.
        resolve: { alias: { vscode: join(unit, "vscode.ts") } },
        test: { name: "unit", include: ["test/unit/**/*.test.ts"] },
      },
      { test: { name: "package", include: ["test/package/**/*.test.ts"] } },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/e2e/support/setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false, // each file runs a VS Code of its own
        },
      },
      {
        test: {
          name: "bench",
          include: ["bench/**/*.bench.ts"],
          globalSetup: ["test/e2e/support/setup.ts"],
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
