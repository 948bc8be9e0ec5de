// `npm run generate`: writes what repeats the tables of fields (docs/decisions/0015-one-table-of-fields.md). The tests that compare
// these files with the tables write them if a variable says so.
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
process.exitCode = status ?? 1;
