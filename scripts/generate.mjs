// `npm run generate`: writes what repeats the tables of fields (docs/decisions/0015-one-table-of-fields.md). The tests that compare
// these files with the tables write them if a variable says so. Then builds the gateway's page into the server's sources.
import { spawnSync } from "node:child_process";
import { environment, root } from "./environment.mjs";

const { status } = spawnSync(
  "dotnet",
  ["test", "-c", "Release", "tests/ShimLsp.Core.Tests", "--filter", "FullyQualifiedName~GeneratedFiles"],
  {
    cwd: root,
    env: { ...environment(), SHIM_LSP_GENERATE: "1" },
    stdio: "inherit",
  },
);
const page = spawnSync(process.execPath, ["dashboard/scripts/build.mjs"], { cwd: root, stdio: "inherit" });
process.exitCode = status === 0 && page.status === 0 ? 0 : 1;
