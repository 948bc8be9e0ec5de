// `npm run soak`: builds the native server and lets fifty sessions work on it for five minutes, every answer checked. Arguments are
// handed on: `npm run soak -- --seconds 60 --sessions 20 --seed 7`; `--server PATH` takes that binary instead. `npm run soak -- gateway
// --minutes 10` lets fifty agents of three tenants work through the gateway, `npm run soak -- shared --requests 1000000` lets three gateways
// act as one on a real Redis.
import { paths } from "./environment.mjs";
import { run } from "./run.mjs";
import { soak } from "./soak-driver.mjs";

process.exitCode = await main(process.argv.slice(2));

async function main(given) {
  if (given.includes("--server")) {
    return (await soak(given)).code;
  }

  const { code } = await run(process.execPath, ["scripts/build-native.mjs"]);
  const mode = ["gateway", "shared"].includes(given[0]) ? [given[0]] : [];
  return code === 0 ? (await soak([...mode, "--server", paths.nativeServer, ...given.slice(mode.length)])).code : code;
}
