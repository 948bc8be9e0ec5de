// `node scripts/dotnet.mjs ARGUMENTS`: dotnet with this project's environment.
import { spawnSync } from "node:child_process";
import { environment, root } from "./environment.mjs";

const { error, status } = spawnSync("dotnet", process.argv.slice(2), { cwd: root, env: environment(), stdio: "inherit" });
if (error) {
  console.error(`dotnet: ${error.message}. Install the .NET SDK that global.json names.`);
}

process.exitCode = status ?? 1;
