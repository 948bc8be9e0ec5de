// Every page of docs/ is in the index, and every relative link of a page leads to a file and to a heading that is there.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const root = fileURLToPath(new URL("../..", import.meta.url));
const docs = readdirSync(join(root, "docs"), { recursive: true })
  .filter((file) => file.endsWith(".md"))
  .map((file) => join("docs", file));
const others = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "client-vscode/README.md", "client-vscode/CHANGELOG.md", "clients/node/README.md"];

/** A page without its fenced blocks: what they show is output, not links or headings. */
const prose = (page) => readFileSync(join(root, page), "utf8").replace(/^```.*?^```/gms, "");

/** The links of a page as paths from the root, each with its anchor. Addresses of other hosts are left out. */
const links = (page) =>
  [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path, anchor] = target.split("#");
      return { target, path: path === "" ? page : join(dirname(page), path), anchor };
    });

/** The anchors that a renderer makes of a page's headings: lower case, no punctuation, hyphens for spaces. */
const anchors = (page) =>
  [...prose(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

for (const [folder, pages] of [
  ["docs", docs.filter((page) => !page.startsWith(join("docs", "decisions")))],
  ["docs/decisions", docs.filter((page) => page.startsWith(join("docs", "decisions")))],
]) {
  test(`the index of ${folder} has every page`, () => {
    const index = join(folder, "README.md");
    const listed = new Set(links(index).map(({ path }) => relative(root, join(root, path))));
    assert.deepEqual(
      pages.filter((page) => page !== index && !listed.has(page)),
      [],
    );
  });
}

for (const page of [...docs, ...others]) {
  test(`${page}: every relative link leads somewhere`, () => {
    const broken = links(page).filter(
      ({ path, anchor }) =>
        !existsSync(join(root, path)) || (anchor !== undefined && path.endsWith(".md") && !anchors(path).includes(anchor)),
    );
    assert.deepEqual(
      broken.map(({ target }) => target),
      [],
    );
  });
}
