// `npm run screenshots`: takes the pictures of the README and of the first minute anew. Tests take them in a real VS Code; this puts
// them in place.
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { paths, root } from "../../scripts/environment.mjs";
import { run } from "../../scripts/run.mjs";

const client = join(root, "client-vscode");
const folder = join(client, "media", "screenshots");
const { code } = await run(process.execPath, [join(client, "scripts", "e2e.mjs"), "looks", "chat.test", "chatFirst"]);
if (code === 0) {
  mkdirSync(folder, { recursive: true });
  for (const picture of ["picker", "tooltip", "explanation", "chat"]) {
    copyFileSync(join(paths.screenshots, `readme-${picture}.png`), join(folder, `${picture}.png`));
  }

  for (const [index, step] of ["picker", "chat", "answer"].entries()) {
    const name = `first-${index + 1}-${step}.png`;
    copyFileSync(join(paths.screenshots, name), join(root, "docs", "images", `first-minute-${index + 1}.png`));
  }
}

process.exitCode = code;
