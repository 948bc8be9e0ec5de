// `npm run screenshots`: takes the pictures of the page in docs/ anew. The tests of its looks take them; this puts them in place.
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { paths, root } from "../../scripts/environment.mjs";
import { vitestSuite } from "../../scripts/suites.mjs";

mkdirSync(paths.results, { recursive: true });
const folder = join(root, "docs", "images");
const { failed } = await vitestSuite("browser", {}, paths.dashboard, ["looks"]);
if (failed === 0) {
  mkdirSync(folder, { recursive: true });
  for (const picture of ["desktop-light", "desktop-dark", "narrow-light", "narrow-dark"]) {
    copyFileSync(join(paths.screenshots, `docs-dashboard-${picture}.png`), join(folder, `dashboard-${picture}.png`));
  }
}

process.exitCode = failed === 0 ? 0 : 1;
