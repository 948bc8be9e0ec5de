import { isAbsolute, join } from "node:path";

/** The variables and the place that a person's own catalog is looked for by, as docs/configuration.md has them. */
export interface Home {
  readonly platform: NodeJS.Platform;
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** Where a person's own models.json is, or would be. The server looks at the same place; a relative variable counts as not set. */
export function userCatalog({ platform, folder, variables }: Home): string {
  const [named, otherwise] =
    platform === "win32"
      ? [variables["APPDATA"], join(folder, "AppData", "Roaming")]
      : [variables["XDG_CONFIG_HOME"], join(folder, ".config")];
  return join(named !== undefined && isAbsolute(named) ? named : otherwise, "shim-lsp", "models.json");
}
