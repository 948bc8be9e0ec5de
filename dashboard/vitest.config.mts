import { join } from "node:path";
import { defineConfig } from "vitest/config";

// How long a test may hang. A busy machine needs seconds to start a browser, and no test may fail for that.
const limits = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  resolve: {
    alias: {
      "#extension": join(import.meta.dirname, "..", "client-vscode", "src"),
      "shim-lsp-client/protocol": join(import.meta.dirname, "..", "clients", "node", "src", "protocol", "index.ts"),
      vscode: join(import.meta.dirname, "src", "l10n.ts"),
    },
  },
  test: {
    projects: [
      { extends: true, test: { name: "unit", include: ["test/unit/**/*.test.ts"], ...limits } },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          ...limits,
          fileParallelism: false, // each file runs a browser of its own
        },
      },
    ],
  },
});
