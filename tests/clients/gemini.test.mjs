// Gemini CLI speaks a protocol that the gateway does not serve. Its person learns which clients work.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isNightly, programFolder } from "../../scripts/clients.mjs";
import { startWorld } from "./world.mjs";

const gemini = {
  name: "gemini",
  ask: (prompt) => ["-y", "-m", "some-model", "-p", prompt],
  prepare: (write) =>
    write(
      "home/.gemini/settings.json",
      JSON.stringify({
        general: { disableAutoUpdate: true },
        privacy: { usageStatisticsEnabled: false },
        security: { auth: { selectedType: "gemini-api-key" } },
      }),
    ),
};

const skip = !(isNightly && programFolder(gemini.name)) && "only a nightly run has it";

test("gemini, pointed at the gateway, shows which clients work", { skip }, async () => {
  const world = await startWorld(gemini, "chat");
  const gateway = await world.startGateway();
  try {
    const variables = { GOOGLE_GEMINI_BASE_URL: gateway.url, GEMINI_API_KEY: gateway.token, GEMINI_CLI_TRUST_WORKSPACE: "true" };
    const run = await world.askDirectly("say hi", gemini.ask, variables);
    assert.notEqual(run.code, 0);
    assert.match(run.out + run.error, /The gateway does not serve Gemini's API\. These clients work: /);
  } finally {
    await gateway.stop();
    world.stop();
  }
});
