import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { vscode } from "../../../scripts/vscode.mjs";
import { type Warm, warm } from "./warm";

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
    warm: Warm;
    screenshots: string;
  }
}

/** Hands to the tests what they share. `scripts/e2e.mjs` has put everything in its place before. */
export default async function setup(project: TestProject): Promise<() => void> {
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

  const parts = { ...vscode, chromium: vscode.chromium ?? "", vsix, probe: join(import.meta.dirname, "..", "probe") };
  const shared = await warm(parts);
  project.provide("vscode", parts);
  project.provide("warm", shared);
  project.provide(
    "screenshots",
    process.env["SHIM_LSP_SCREENSHOTS"] ?? join(import.meta.dirname, "..", "..", "..", "..", "artifacts", "screenshots"),
  );
  return () => {
    rmSync(shared.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
}
