// `npm run editors`: drives the installed editors, or only those that are named, with the server of `npm test`, which must be built.
import { mkdirSync } from "node:fs";
import { paths } from "./environment.mjs";
import { findEditors, isFor } from "./editors.mjs";
import { serverUnderTest } from "./server-under-test.mjs";
import { nodeSuite } from "./suites.mjs";
import { line } from "./tally.mjs";

const named = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const { server } = serverUnderTest(process.argv.slice(2), process.env);
const { present, note } = findEditors();
const chosen = named.length > 0 ? present.filter((name) => named.includes(name)) : present;

mkdirSync(paths.results, { recursive: true });
const result = await nodeSuite("editors", "tests/editors", { SHIM_LSP_SERVER: server ?? "jit" }, 1, (file) =>
  isFor(file, chosen),
);
console.log(`${line(result)}${note ? ` (${note})` : ""}`);
process.exitCode = result.failed === 0 ? 0 : 1;
