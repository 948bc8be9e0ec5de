import { randomBytes } from "node:crypto";
import { access, constants, mkdir, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative } from "node:path";
import { catalogTree, type CatalogTree, type TextPlace } from "./tree";

/** Why a models file was not changed. */
export type Unchanged =
  | { readonly kind: "broken"; readonly path: string; readonly at: TextPlace }
  | { readonly kind: "readOnly"; readonly path: string }
  /** A link of a workspace leads to a file outside it: a clone may link to anything. */
  | { readonly kind: "outside"; readonly path: string; readonly target: string }
  | { readonly kind: "notUtf8"; readonly path: string }
  /** The change no longer fits: the file is not the one that was looked at. */
  | { readonly kind: "changed"; readonly path: string }
  | { readonly kind: "failed"; readonly path: string; readonly message: string };

export type Changed = { readonly kind: "changed!"; readonly path: string } | Unchanged;

/** What a change makes of the text: the new text, or nothing if it does not fit any more. */
export type Change = (text: string, tree: CatalogTree) => string | undefined;

const mark = "\uFEFF";

/**
 * Changes a models file: reads it at this moment, changes its text, and puts the whole file in place at once. It creates a file that
 * is missing, for its owner alone. It never writes into a file that is not JSON. `before` runs between the change and the writing.
 */
export async function changeFile(
  path: string,
  change: Change,
  within?: string,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<Changed> {
  try {
    const found = await realpath(path).catch(missing);
    if (found !== undefined && within !== undefined && isOutside(await realpath(within), found)) {
      return { kind: "outside", path, target: found };
    }

    const target = found ?? path;
    const bytes = found === undefined ? undefined : await readFile(found);
    const mode = found === undefined ? 0o600 : (await stat(found)).mode & 0o777;
    if (found !== undefined && !(await isWritable(found, mode))) {
      return { kind: "readOnly", path };
    }

    const text = bytes === undefined ? "" : decoded(bytes);
    if (text === undefined) {
      return { kind: "notUtf8", path };
    }

    const tree = catalogTree(text);
    if (tree.kind === "broken") {
      return { kind: "broken", path, at: tree.at };
    }

    const next = change(text, tree);
    if (next === undefined) {
      return { kind: "changed", path };
    }

    await before();
    await put(target, (startsWithMark(bytes) ? mark : "") + next, mode, bytes);
    return { kind: "changed!", path };
  } catch (error) {
    return error instanceof ChangedMeanwhile
      ? { kind: "changed", path }
      : { kind: "failed", path, message: error instanceof Error ? error.message : String(error) };
  }
}

class ChangedMeanwhile extends Error {}

async function put(target: string, text: string, mode: number, before: Buffer | undefined): Promise<void> {
  const folder = dirname(target);
  await mkdir(folder, { recursive: true, ...(before === undefined && { mode: 0o700 }) });
  const draft = join(folder, `.models.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const file = await open(draft, "wx", mode);
    try {
      await file.chmod(mode);
      await file.writeFile(text, "utf8");
      await file.sync();
    } finally {
      await file.close();
    }

    const now = await readFile(target).catch(missing);
    if (before === undefined ? now !== undefined : now === undefined || !before.equals(now)) {
      throw new ChangedMeanwhile();
    }

    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
}

// The mode too: for an administrator every file is writable, and one that is marked read-only is marked so on purpose.
async function isWritable(path: string, mode: number): Promise<boolean> {
  const may = await access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
  return may && (mode & 0o222) !== 0;
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes); // it drops the mark
  } catch {
    return undefined;
  }
}

function startsWithMark(bytes: Buffer | undefined): boolean {
  return bytes?.subarray(0, 3).equals(Buffer.from(mark)) === true;
}

function isOutside(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return way.startsWith("..") || isAbsolute(way);
}

function missing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
    throw error;
  }
}
