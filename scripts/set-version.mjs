// `npm run set-version -- 0.2.0`: writes the version number wherever it is repeated.
import { setVersion } from "./versions.mjs";

const [next] = process.argv.slice(2);
if (/^\d+\.\d+\.\d+$/.test(next ?? "")) {
  setVersion(next);
  console.log(`Version ${next}. Add it to CHANGELOG.md and client-vscode/CHANGELOG.md.`);
} else {
  console.error("Name a version: npm run set-version -- 0.2.0");
  process.exitCode = 2;
}
