// An npm registry of the tests, which asks no other. The first line of its output is its address. It ends with its input.
import { createRequire } from "node:module";

const { runServer } = createRequire(import.meta.url)("verdaccio");
const [storage] = process.argv.slice(2);

const server = await runServer({
  self_path: storage,
  storage,
  uplinks: {},
  packages: { "**": { access: "$all", publish: "$all", unpublish: "$all" } },
  max_body_size: "200mb",
  web: { enable: false },
  log: { type: "stdout", format: "pretty", level: "fatal" },
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));
process.stdin.on("end", () => process.exit(0)).resume();
