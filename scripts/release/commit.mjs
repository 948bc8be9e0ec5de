// What is released: a commit. Its time is the time of everything in the artifacts, so that two builds of it give the same bytes.
import { spawnSync } from "node:child_process";
import { root } from "../environment.mjs";

const git = (...args) => {
  const { status, stdout } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined; // a source archive has no history
};

/**
 * The hash and the time in seconds since 1970; SOURCE_DATE_EPOCH wins. `isClean` is false if files differ from the commit, or if there is none.
 */
export function commit() {
  const hash = git("rev-parse", "HEAD");
  return {
    hash: hash ?? "unknown",
    time: Number(process.env.SOURCE_DATE_EPOCH ?? git("log", "-1", "--format=%ct") ?? 0),
    isClean: hash !== undefined && git("status", "--porcelain", "--untracked-files=no") === "",
  };
}
