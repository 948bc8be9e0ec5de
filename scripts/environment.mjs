// What every tool of this project is started with. One place, so that none of them sends anything anywhere or leaves a
// build server running after the command that started it.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export const paths = {
  artifacts: join(root, "artifacts"),
  dashboard: join(root, "dashboard"),
  jitServer: join(root, "server", "ShimLsp.Server", "bin", "Release", "net10.0", "shim-lsp.dll"),
  nativeBench: join(root, "artifacts", "native-bench"),
  nativeFolder: join(root, "artifacts", "native"),
  editorFolder: join(root, "artifacts", "native-editor"), // the same without what no editor needs, for the extension
  nativeServer: join(root, "artifacts", "native", process.platform === "win32" ? "shim-lsp.exe" : "shim-lsp"),
  nodeClient: join(root, "clients", "node"),
  portableFolder: join(root, "artifacts", "portable"),
  results: join(root, "artifacts", "test-results"),
  screenshots: join(root, "artifacts", "screenshots"),
  server: join(root, "server", "ShimLsp.Server"),
  vsix: join(root, "artifacts", "vsix"),
};

const quiet = {
  DOTNET_CLI_TELEMETRY_OPTOUT: "1",
  DOTNET_CLI_USE_MSBUILD_SERVER: "0",
  DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE: "true",
  DOTNET_GENERATE_ASPNET_CERTIFICATE: "false",
  DOTNET_NOLOGO: "1",
  DOTNET_SKIP_FIRST_TIME_EXPERIENCE: "1",
  MSBUILDDISABLENODEREUSE: "1",
  UseSharedCompilation: "false", // MSBuild reads variables as properties: no compiler server either
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_update_notifier: "false",
};

/** The environment of this process with the settings above, and `more` on top; an undefined value removes a variable. */
export function environment(more = {}) {
  return Object.fromEntries(Object.entries({ ...process.env, ...quiet, ...more }).filter(([, value]) => value !== undefined));
}
