// Where a release is, and what its files are called.
import { readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { paths } from "../environment.mjs";
import { version } from "../versions.mjs";

export const release = join(paths.artifacts, "release");

/** Where what is packed is put together; removed in the end. */
export const stage = join(paths.artifacts, "release-stage");

export const artifact = (name) => join(release, name);

export const named = (name, ending) => artifact(`${name}-${version}${ending}`);

/** The files below a folder as an archive takes them: names with `/`, in no order. */
export function filesBelow(folder, under = "") {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => ({
      name: `${under}${relative(folder, path).replaceAll("\\", "/")}`,
      content: readFileSync(path),
      mode: (statSync(path).mode & 0o111) === 0 ? 0o644 : 0o755,
    }));
}

export const clear = (folder) => rmSync(folder, { recursive: true, force: true });
