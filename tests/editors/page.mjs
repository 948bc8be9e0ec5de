// The snippets of the pages in docs/editors, and of docs/scripts.md. A comment before a fenced block says what the tests do with it:
//
//   <!-- run: shell -->                 a person's commands, in the working folder
//   <!-- run: file ~/.vimrc -->         lines for a file, added at its end
//   <!-- run: NAME -->                  whatever the page's own test does with NAME, such as typing it into the editor
//   <!-- output -->                     what the commands before it print
//   <!-- screen: NAME -->               what the editor then shows; `SHIM_LSP_RECORD=1` writes it anew
//   <!-- not run: why -->               nothing
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { root } from "../../scripts/environment.mjs";

const folder = join(root, "docs", "editors");
const block = /(?:^<!-- (.*?) -->\n+)?^```(\w*)[^\n]*\n(.*?)^```$/gms;

/** The pages, by file name. */
export const pages = () => readdirSync(folder).filter((file) => file.endsWith(".md"));

/**
 * @param {string} page its file name
 * @returns its fenced blocks in order: `mark`, the comment before each, undefined if there is none; `language`; `text`; `line`, from 1;
 * `section`, the heading that it is under.
 */
export function blocksOf(page) {
  const whole = readFileSync(join(folder, page), "utf8");
  return [...whole.matchAll(block)].map(({ 0: all, 1: mark, 2: language, 3: text, index }) => ({
    mark,
    language,
    text,
    line: whole.slice(0, index + all.indexOf("```")).split("\n").length,
    section: whole.slice(0, index).match(/^##+ .*$/gm)?.at(-1).replace(/^#+ /, ""),
  }));
}

/**
 * Does what a page says, from its first block to its last.
 * @param world the person's machine
 * @param {Record<string, (text: string) => unknown>} own what to do with a block that is marked `run: NAME`, by its name
 * @param {Record<string, () => string | undefined | Promise<string | undefined>>} screens what the editor shows, by the screen's name;
 *   undefined if the person of the test has other models than the page's
 * @param {string | undefined} only the heading of the one section to follow
 * @param {(out: string) => string} shown what the page shows of what a command prints: not this machine's own folders, say
 */
export async function follow(world, page, own = {}, screens = {}, only = undefined, shown = (out) => out) {
  let printed;
  for (const { mark = "", text, line } of blocksOf(page).filter(({ section }) => only === undefined || section === only)) {
    const at = `${normalize(`docs/editors/${page}`)}:${line}`;
    const [, verb, name = ""] = /^(run|screen|output|not run)(?:: (.*))?$/.exec(mark) ?? assert.fail(`${at}: no such mark: ${mark}`);
    if (verb === "run" && name === "shell") {
      const { code, out, error } = await world.run("bash", "-euo", "pipefail", "-c", text);
      assert.equal(code, 0, `${at}:\n${out}${error}`);
      printed = shown(out);
    } else if (verb === "run" && name.startsWith("file ")) {
      world.append(name.slice("file ".length), text);
    } else if (verb === "run") {
      await (own[name] ?? assert.fail(`${at}: the page's test does nothing with ${name}`))(text);
    } else if (verb === "output") {
      compare(page, text, printed, at);
    } else if (verb === "screen") {
      const seen = await (screens[name] ?? assert.fail(`${at}: the page's test shows no ${name}`))();
      if (seen !== undefined) {
        compare(page, text, `${seen}\n`, at);
      }
    }
  }
}

function compare(page, written, seen, at) {
  if (process.env.SHIM_LSP_RECORD === "1" && written !== seen) {
    const path = join(folder, page);
    writeFileSync(path, readFileSync(path, "utf8").replace(`\`\`\`text\n${written}\`\`\``, () => `\`\`\`text\n${seen}\`\`\``));
    return;
  }

  assert.equal(seen, written, `${at} differs from what is shown. To write it anew: SHIM_LSP_RECORD=1`);
}
