// What the page is made of: the names and contents of the files that the server embeds, and of those that VS Code's webview shows.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export const dashboard = dirname(dirname(fileURLToPath(import.meta.url)));
export const output = join(dashboard, "..", "server", "ShimLsp.Server", "Gateway", "Page", "Files");

/** The packages in the page's script. */
export const bundled = ["preact", "uplot"];

/** Each file of the gateway's page by its name. */
export async function pageFiles() {
  const scripts = await bundle(["src/page.ts", "src/page.css"], "esm", ["chrome123", "firefox128", "safari17.5"]); // they know light-dark() and @property
  return new Map([
    ...["index.html", "signedOut.html"].map((name) => [name, readFileSync(join(dashboard, "src", name), "utf8")]),
    ["icon.svg", readFileSync(join(dashboard, "..", "client-vscode", "media", "icon.svg"), "utf8")],
    ...scripts,
  ]);
}

/** Each file of the page in VS Code's webview by its name; the extension writes its document. */
export async function webviewFiles() {
  return new Map(await bundle(["src/webview.ts", "src/webview.css"], "iife", ["chrome128"]));
}

async function bundle(entryPoints, format, target) {
  const { outputFiles } = await build({
    absWorkingDir: dashboard,
    entryPoints,
    alias: { vscode: join(dashboard, "src", "l10n.ts") }, // the extension's wording asks that module for texts
    outdir: "out",
    bundle: true,
    format,
    target,
    minify: true,
    legalComments: "none", // the licences are in the banner, whole
    banner: { js: licences() },
    write: false,
    logLevel: "warning",
  });
  return outputFiles.map(({ path, text }) => [path.endsWith(".css") ? "page.css" : "page.js", text]);
}

function licences() {
  const require = createRequire(import.meta.url);
  const texts = bundled.map((name) => {
    const folder = require.resolve.paths(name).map((path) => join(path, name));
    const { version, license } = JSON.parse(first(folder, "package.json"));
    return `${name} ${version} (${license})\n${first(folder, "LICENSE").trim()}`;
  });
  return `/*\n${texts.join("\n\n")}\n*/`;
}

function first(folders, file) {
  for (const folder of folders) {
    try {
      return readFileSync(join(folder, file), "utf8");
    } catch {
      // The next one: npm puts a package beside the workspace or above it.
    }
  }

  throw new Error(`No ${file} in any of ${folders.join(", ")}. Run: npm ci`);
}
