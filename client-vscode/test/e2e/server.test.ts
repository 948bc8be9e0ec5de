// A server that ends, is missing, is not a server, or is restarted: what a person sees, in a real VS Code.
import { chmodSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { easy } from "./support/catalogs";
import { useEditor } from "./support/open";
import { lives, serverOf, serversOf } from "./support/processes";
import { promptly, timed, until } from "./support/until";

const { home, open, fresh } = useEditor();

describe("the server", () => {
  test("comes back when it is killed, with what was chosen, and says so once", async () => {
    const window = await fresh();
    await window.request("switchModel", { slug: "opus", persist: false });
    await window.statusShows("Claude Opus");
    const host = await window.hostPid();
    const first = serverOf(host);

    process.kill(first, "SIGKILL");
    const second = await until("another runs", () => serversOf(host).find((pid) => pid !== first));
    await until("it is told", async () => (await window.notifications()).length > 0);
    await window.screenshot("recovered");

    await until("the model is restored", async () => (await window.stats()).active === "opus");
    await window.statusShows("Claude Opus"); // the server knows it before the window shows it
    process.kill(second, "SIGKILL");
    await until("a third runs", () => serversOf(host).find((pid) => pid !== second));
    await until("it answers", () => window.stats());
    await window.statusShows("Claude Opus");
    expect(await window.notifications()).toEqual([
      expect.stringContaining("The Shim server stopped unexpectedly and was restarted."),
    ]);
  });

  test("where a setting names none, says so, with a button that works", async () => {
    const window = await fresh();
    onTestFinished(() => window.configure("shim.server.path", null));

    await window.configure("shim.server.path", "/no/such/shim-lsp");
    await window.notification("There is no Shim server at /no/such/shim-lsp").waitFor();
    await window.screenshot("missing");
    await window.statusIconShows("codicon-warning");
    expect(await window.palette("Shim: Switch")).not.toEqual(expect.arrayContaining([expect.stringContaining("Switch Model")]));
    await window.press("There is no Shim server", "Use the bundled server");

    await window.statusShows("Auto");
    expect((await window.models()).models).toHaveLength(4);
  });

  test.each([
    [
      "ends at once",
      "exit 7",
      "The Shim server that the setting shim.server.path names stopped 6 times in a row (exit code 7) and was not restarted.",
    ],
    [
      "says nothing",
      "exec sleep 60",
      "is not a Shim server: it did not answer within 10 seconds. The setting shim.server.path names it.",
    ],
    ["may not be run", undefined, "cannot be started:"],
  ])("that %s is left alone, with a word about it", async (name, script, message) => {
    const path = home.write(`bad/${name}`, `#!/bin/sh\n${script ?? ""}\n`);
    chmodSync(path, script === undefined ? 0o644 : 0o755);
    const window = await fresh();
    onTestFinished(() => window.configure("shim.server.path", null));

    await window.configure("shim.server.path", path);
    await window.notification(message).waitFor();
    await window.screenshot(`bad-server-${name}`);

    await window.statusIconShows("codicon-warning");
    expect(await window.notifications()).toHaveLength(1);
    await window.press(message, "Use the bundled server");
    await window.statusShows("Auto");
  });

  test("is one, however often it is restarted at once", async () => {
    const window = await fresh();
    const host = await window.hostPid();
    const [first] = serversOf(host);

    await Promise.all([1, 2, 3, 4, 5].map(() => window.probe("command", { id: "shimLsp.restartServer" })));
    await until("it answers again", () => window.stats());

    await until("one is left", () => serversOf(host).length === 1);
    expect(serversOf(host)).not.toContain(first);
    expect(await window.notifications()).toEqual([]);
    expect(await window.probe("command", { id: "shim.route", args: [{ task: easy }] })).toMatchObject({ slug: "local" });
  });

  test("is ended and started by its command", async () => {
    const window = await fresh();
    const host = await window.hostPid();
    const [first] = serversOf(host);
    await window.request("switchModel", { slug: "haiku" });
    await window.request("switchModel", { slug: "opus", persist: false });
    await window.statusShows("Claude Opus");

    await window.run("Shim: Restart Server");

    await until("another runs", () => serversOf(host).length === 1 && serversOf(host)[0] !== first);
    await window.statusShows("Claude Haiku"); // what is remembered
    expect(await window.notifications()).toEqual([]);
  });

  test("is gone soon after its window", async () => {
    await promptly(5_000, async (attempt) => {
      const window = await open(home.folder(`closed-${attempt}`));
      const server = serverOf(await window.hostPid());
      await window.shut();
      return timed(() => until("the server is gone", () => !lives(server)));
    });
  });
});
