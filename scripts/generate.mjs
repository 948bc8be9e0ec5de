// `npm run generate`: writes what repeats the tables of fields (docs/decisions/0015-one-table-of-fields.md). The tests that compare
// these files with the tables write them if a variable says so. Builds the gateway's page into the server's sources, too, and writes the man
// page from the commands.
import { spawnSync } from "node:child_process";
import { environment, root } from "./environment.mjs";

const options = { cwd: root, env: { ...environment(), SHIM_LSP_GENERATE: "1" }, stdio: "inherit" };
const tested = (project, name) =>
  spawnSync("dotnet", ["test", "-c", "Release", `tests/${project}`, "--filter", `FullyQualifiedName~${name}`], options);

const results = [
  tested("ShimLsp.Core.Tests", "GeneratedFiles"),
  spawnSync(process.execPath, ["dashboard/scripts/build.mjs"], options), // the next one builds the server, with the page in it
  tested("ShimLsp.Server.Tests", "ManPage"),
];
process.exitCode = results.every(({ status }) => status === 0) ? 0 : 1;
