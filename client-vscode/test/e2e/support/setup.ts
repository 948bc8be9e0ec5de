import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { vscode } from "../../../scripts/vscode.mjs";

/** Where the parts of a test in a real VS Code are. */
export interface VsCode {
  readonly node: string;
  readonly entry: string;
  readonly chromium: string;
  readonly vsix: string;
  readonly probe: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    vscode: VsCode;
    screenshots: string;
  }
}

/** Hands the paths to the tests. `scripts/e2e.mjs` has put everything in its place before. */
export default function setup(project: TestProject): void {
  const vsix = process.env["SHIM_LSP_VSIX"] ?? "";
  for (const [path, what] of [
    [vsix, "The VSIX"],
    [vscode.entry, "VS Code"],
    [vscode.chromium ?? "", "Chromium"],
  ] as const) {
    if (!existsSync(path)) {
      throw new Error(`${what} is not there (${path}): start these tests with npm run test:e2e.`);
    }
  }

  project.provide("vscode", {
    ...vscode,
    chromium: vscode.chromium ?? "",
    vsix,
    probe: join(import.meta.dirname, "..", "probe"),
  });
  project.provide(
    "screenshots",
    process.env["SHIM_LSP_SCREENSHOTS"] ?? join(import.meta.dirname, "..", "..", "..", "..", "artifacts", "screenshots"),
  );
}
