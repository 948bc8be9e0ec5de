// `npm run clients`: installs the coding agents that the tests of the gateway drive. `npm run clients -- --nightly` adds those that only a
// nightly run has; `npm run clients -- codex pi` installs those two.
import { clients, install } from "./clients.mjs";

const isNightly = process.argv.includes("--nightly");
const names = process.argv.slice(2).filter((name) => name !== "--nightly");
const unknown = names.filter((name) => !clients.some((client) => client.name === name));
if (unknown.length > 0) {
  console.error(`Unknown client: ${unknown.join(", ")}. Available clients: ${clients.map((client) => client.name).join(", ")}`);
  process.exit(2);
}

const wanted = clients.filter((client) => (names.length > 0 ? names.includes(client.name) : client.required || isNightly));
for (const client of wanted) {
  console.log(`${client.name}: ${client.package} ${client.version}`);
  const code = await install(client); // one at a time: each is a few hundred megabytes
  if (code !== 0) {
    console.error(`${client.name} could not be installed (npm: exit code ${code}).`);
    process.exitCode = 1;
  }
}
