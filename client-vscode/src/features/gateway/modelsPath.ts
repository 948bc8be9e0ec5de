import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** The setting `shim.modelsPath` as the server reads it: relative to the folder, `~/` at home. */
export function resolvedModels(setting: string | null | undefined, folder: string): string | undefined {
  const path = setting?.trim() ?? "";
  if (path === "") {
    return undefined;
  }

  return /^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : isAbsolute(path) ? path : join(folder, path);
}
