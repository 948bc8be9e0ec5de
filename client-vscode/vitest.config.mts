import { join } from "node:path";
import { defineConfig } from "vitest/config";

// How long a test may hang. A busy machine needs seconds to start a process, and no test may fail for that.
const limits = { testTimeout: 120_000, hookTimeout: 120_000 };

const unit = join(import.meta.dirname, "test", "unit");

/** The sources of the workspace's own package, as `paths` of tsconfig.json has them. */
const protocol = join(import.meta.dirname, "..", "clients", "node", "src", "protocol", "index.ts");

export default defineConfig({
  test: {
    projects: [
      {
        // A view-model that needs more of VS Code than its texts is none: the stand-in has nothing else.
        resolve: { alias: { vscode: join(unit, "vscode.ts"), "shim-lsp-client/protocol": protocol } },
        test: { name: "unit", include: ["test/unit/**/*.test.ts"], ...limits },
      },
      { test: { name: "package", include: ["test/package/**/*.test.ts"], ...limits } },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/e2e/support/setup.ts"],
          ...limits,
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
