import { expect, test } from "vitest";
import { type Home, userCatalog } from "../../../../src/features/modelsFile/userCatalog";

test.each<[string, Home, string]>([
  ["at home", { platform: "linux", folder: "/home/ann", variables: {} }, "/home/ann/.config/shim-lsp/models.json"],
  [
    "where XDG says",
    { platform: "darwin", folder: "/Users/ann", variables: { XDG_CONFIG_HOME: "/etc/ann" } },
    "/etc/ann/shim-lsp/models.json",
  ],
  [
    "not where a relative variable says",
    { platform: "linux", folder: "/home/ann", variables: { XDG_CONFIG_HOME: "config" } },
    "/home/ann/.config/shim-lsp/models.json",
  ],
  [
    "not where an empty one says",
    { platform: "linux", folder: "/home/ann", variables: { XDG_CONFIG_HOME: "" } },
    "/home/ann/.config/shim-lsp/models.json",
  ],
  [
    "not where Windows' variable says, on another system",
    { platform: "linux", folder: "/home/ann", variables: { APPDATA: "/roaming" } },
    "/home/ann/.config/shim-lsp/models.json",
  ],
  [
    "where Windows says",
    { platform: "win32", folder: "/c/ann", variables: { APPDATA: "/roaming", XDG_CONFIG_HOME: "/etc/ann" } },
    "/roaming/shim-lsp/models.json",
  ],
  [
    "on Windows without its variable",
    { platform: "win32", folder: "/c/ann", variables: {} },
    "/c/ann/AppData/Roaming/shim-lsp/models.json",
  ],
])("%s", (_, home, path) => {
  expect(userCatalog(home).replaceAll("\\", "/")).toBe(path);
});
