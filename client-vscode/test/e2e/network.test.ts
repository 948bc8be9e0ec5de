// Nothing leaves the machine: not from the page, not from VS Code's own processes, our extension or our server.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { catalog, easy } from "./support/catalogs";
import { Editor } from "./support/editor";
import { Home } from "./support/home";

const strace = spawnSync("strace", ["--version"]).status === 0;
if (!strace) {
  console.log("Whether anything leaves the machine is told by strace (Debian: apt-get install strace).");
}

test.skipIf(!strace && process.env["CI"] !== "true")("no connection is opened to anywhere but this machine", async () => {
  const home = new Home();
  const trace = home.path("connections.txt");
  home.write("home/.config/shim-lsp/models.json", catalog);
  const editor = await Editor.start(home, {
    settings: { "shim.checkLocalEndpoints": true },
    variables: { SHIM_TEST_KEY: "placeholder" },
    connections: trace,
  });
  onTestFinished(async () => {
    await editor.stop();
    home.remove();
  });

  const window = await editor.open(home.folder("quiet"));
  await window.openPicker();
  await window.choose("Claude Opus");
  await window.statusShows("Claude Opus");
  await window.request("switchModel", { slug: "auto" });
  await window.route(easy);
  await window.run("Shim: Clear Router Cache");
  await window.configure("shim.router.threshold", 0.9);
  await window.run("Shim: Restart Server");
  await window.statusShows(/^Auto/);
  await window.run("Shim: Show Output");
  await window.shut();

  const connections = readFileSync(trace, "utf8")
    .split("\n")
    .filter((line) => /AF_INET6?\b/.test(line));
  expect([...window.hosts]).toEqual([`127.0.0.1:${editor.port}`]);
  expect(connections.filter((line) => !/inet_addr\("127\.0\.0\.1"\)|inet_pton\(AF_INET6, "::1"/.test(line))).toEqual([]);
  expect(connections.filter((line) => line.includes("htons(53)"))).toEqual([]);
});
