// `npm run screenshots`: takes the README's pictures anew. The tests of the looks and of Chat take them in a real VS Code; this puts them in
// place.
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { paths, root } from "../../scripts/environment.mjs";
import { run } from "../../scripts/run.mjs";

const client = join(root, "client-vscode");
const folder = join(client, "media", "screenshots");
const { code } = await run(process.execPath, [join(client, "scripts", "e2e.mjs"), "looks", "chat.test"]);
if (code === 0) {
  mkdirSync(folder, { recursive: true });
  for (const picture of ["picker", "tooltip", "explanation", "chat"]) {
    copyFileSync(join(paths.screenshots, `readme-${picture}.png`), join(folder, `${picture}.png`));
  }
}

process.exitCode = code;
