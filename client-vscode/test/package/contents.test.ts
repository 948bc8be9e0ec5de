// What is inside the packages that a person installs: all of it, and nothing else.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vsixOf } from "../../scripts/vsix.mjs";
import { entries } from "./entries";

const kinds = (["native", "universal"] as const).filter((kind) => (process.env["SHIM_LSP_VSIX_KINDS"] ?? kind) === kind);
const program = process.platform === "win32" ? "shim-lsp.exe" : "shim-lsp";

describe.each(kinds)("the %s package", (kind) => {
  const folder = mkdtempSync(join(tmpdir(), "shim-vsix-"));
  let files: Map<string, { readonly content: Buffer; readonly mode: number }>;

  beforeAll(async () => {
    files = await entries(vsixOf(kind));
    for (const [name, { content, mode }] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content, { mode: mode & 0o777 || 0o644 });
    }
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const text = (name: string) => files.get(name)?.content.toString("utf8") ?? "";

  test("holds what ships, and no more", () => {
    const shipped = [...files.keys()].filter(
      (name) => !name.startsWith("extension/server/") && !name.startsWith("extension/media/screenshots/"),
    );

    expect(shipped.sort()).toEqual([
      "[Content_Types].xml",
      "extension.vsixmanifest",
      "extension/LICENSE.txt",
      "extension/ThirdPartyNotices.txt",
      "extension/changelog.md",
      "extension/dist/dashboard/page.css",
      "extension/dist/dashboard/page.js",
      "extension/dist/extension.js",
      "extension/dist/languageClient.js",
      "extension/dist/models.schema.json",
      "extension/dist/starter.models.json",
      "extension/l10n/bundle.l10n.json",
      "extension/media/icon.png",
      "extension/package.json",
      "extension/package.nls.json",
      "extension/readme.md",
    ]);
  });

  test("is as small as it has to be", () => {
    const bundle = ["extension.js", "languageClient.js"].map((name) => text(`extension/dist/${name}`).length);
    expect(bundle[0] ?? NaN).toBeGreaterThan(0);
    expect(bundle.reduce((sum, size) => sum + size, 0)).toBeLessThan(700_000);
    if (kind === "native") {
      expect(statSync(vsixOf(kind)).size).toBeLessThan(14_000_000);
    }
  });

  test("has a server that answers", () => {
    const server = [...files.keys()]
      .filter((name) => name.startsWith("extension/server/"))
      .map((name) => name.slice("extension/server/".length));
    const [command, ...args] =
      kind === "native" ? [join(folder, "extension/server", program)] : ["dotnet", join(folder, "extension/server/shim-lsp.dll")];
    const { stdout } = spawnSync(command, [...args, "rpc"], {
      input: '{"jsonrpc":"2.0","id":1,"method":"listModels"}\n',
      encoding: "utf8",
      cwd: folder,
    });

    // SQLite lies beside the portable server, for each platform; the native one contains it.
    const others = server.filter((name) => !/\.(dll|json)$|^runtimes\/[\w-]+\/native\/libe_sqlite3\.(so|dylib)$/.test(name));
    // The page that the codes of problems lead to lies beside it, too.
    expect(others.toSorted()).toEqual(["doc/catalog-problems.md", ...(kind === "native" ? [program] : [])]);
    expect(server.some((name) => name.includes("sqlite"))).toBe(kind === "universal");
    expect(JSON.parse(stdout)).toMatchObject({ id: 1, result: { active: "auto" } });
  });

  test("says for which platform it is", () => {
    const platform = /TargetPlatform="([^"]+)"/.exec(text("extension.vsixmanifest"))?.[1];

    expect(platform).toBe(kind === "native" ? `${process.platform}-${process.arch}` : undefined);
  });

  test("is small", () => {
    expect(statSync(vsixOf(kind)).size).toBeLessThan(14e6);
    expect(
      ["extension", "languageClient"].reduce(
        (sum, name) => sum + (files.get(`extension/dist/${name}.js`)?.content.length ?? NaN),
        0,
      ),
    ).toBeLessThan(700e3);
  });

  test("names no place of the machine that built it", () => {
    const named = [...files]
      .filter(([name]) => /\.(js|json|md|txt|xml|vsixmanifest)$/.test(name))
      .filter(
        ([, { content }]) => content.includes(homedir() + "/") || content.includes(join(import.meta.dirname, "..", "..", "..")),
      );

    expect(named.map(([name]) => name)).toEqual([]);
  });

  test("carries the licence of all that is in it", () => {
    const notices = text("extension/ThirdPartyNotices.txt");

    expect(notices.match(/^-{80}\n.+$/gm)?.map((line) => line.split("\n")[1]?.replace(/ \S+ \(.*$/, ""))).toEqual(
      expect.arrayContaining([
        "vscode-languageclient",
        "vscode-jsonrpc",
        "preact",
        "uplot",
        "StreamJsonRpc",
        "System.CommandLine",
        ...(kind === "native" ? [".NET runtime"] : []),
      ]),
    );
    expect(notices).not.toContain("see its text");
  });
});
