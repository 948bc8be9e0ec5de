// The gateway of a folder: the commands and the setting start and stop it, its windows share it, and nothing is left behind.
import { readFileSync, symlinkSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { catalog } from "./support/catalogs";
import { Editor } from "./support/editor";
import { Home } from "./support/home";
import { gatewaysOf, lives } from "./support/processes";
import { until } from "./support/until";
import type { Window } from "./support/window";

const home = new Home();
let editor: Editor;
let window: Window;

beforeAll(async () => {
  home.write("home/.config/shim-lsp/models.json", catalog);
  editor = await Editor.start(home);
  window = await editor.open(home.folder("work"));
});

afterAll(async () => {
  await editor.stop();
  home.remove();
});

const chosenPort = 20_000 + (process.pid % 20_000);
let url = "";

test("a_command_starts_it_and_says_where", async () => {
  await window.configure("shim.gateway.port", chosenPort);
  await window.run("Shim: Start Gateway");
  await window.notification(`The gateway of work listens at http://127.0.0.1:${chosenPort}.`).waitFor();
  url = `http://127.0.0.1:${chosenPort}`;
  expect((await fetch(`${url}/health`)).ok).toBe(true);
  expect(readFileSync(home.path("work/.vscode/settings.json"), "utf8")).toContain('"shim.gateway.enabled": true');
});

test("a_command_stops_it_and_leaves_no_process_behind", async () => {
  const pids = gatewaysOf(await window.hostPid());
  expect(pids).toHaveLength(1);
  await window.run("Shim: Stop Gateway");
  await until("the process has ended", () => pids.every((pid) => !lives(pid)));
  await expect(fetch(`${url}/health`)).rejects.toThrow();
});

test("a_second_window_uses_the_same_one_and_takes_over_when_the_first_is_closed", async () => {
  await window.run("Shim: Start Gateway");
  const [first] = await until("it runs again", async () => {
    const found = gatewaysOf(await window.hostPid());
    return found.length === 1 && found;
  });
  symlinkSync(home.path("work"), home.path("twin")); // the same folder by another name, so that the tests can tell the windows apart
  const twin = await editor.open(home.path("twin"));
  await twin.run("Shim: Start Gateway");
  await twin.notification(`listens at ${url}.`).waitFor();
  expect(gatewaysOf(await twin.hostPid())).toEqual([]);

  const host = await twin.hostPid();
  await window.shut();
  await until("the first has ended", () => !lives(first ?? 0));
  const [next] = await until("the second window has its own", () => {
    const found = gatewaysOf(host);
    return found.length === 1 && found;
  });
  await until("clients find it where it was", async () => (await fetch(`${url}/health`)).ok);

  process.kill(host, "SIGKILL"); // not even a good-bye
  await until("it has ended with its window", () => !lives(next ?? 0));
});
