// What the scripts of docs/scripts.md run in besides Node, each from the Debian package of the same name.
import { spawnSync } from "node:child_process";

const interpreters = ["jq", "python3"];

/** @returns those that are not installed. */
export function missingInterpreters() {
  return interpreters.filter((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status !== 0);
}
