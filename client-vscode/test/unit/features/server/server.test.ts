import { expect, test } from "vitest";
import { failureMessage } from "../../../../src/features/server/failureView";
import { Troubles } from "../../../../src/features/server/troubles";
import type { ServerFailure, ServerState } from "../../../../src/infrastructure/server/state";

test.each<[ServerFailure, string, string]>([
  [
    { kind: "configuredPathMissing", path: "/opt/shim" },
    "There is no Shim server at /opt/shim. Correct the setting shim.server.path.",
    "Use the bundled server, Open settings",
  ],
  [
    { kind: "dotnetMissing" },
    "The Shim server needs the .NET 10 runtime, and no dotnet was found. Install it, or install the package for this platform.",
    "Get .NET, Restart server, Open settings",
  ],
  [
    { kind: "noServerInside" },
    "This package has no Shim server. Reinstall the extension, or set shim.server.path.",
    "Open settings, Show output",
  ],
  [
    { kind: "cannotStart", command: "/opt/shim", message: "spawn EACCES" },
    "The Shim server cannot be started: spawn EACCES",
    "Restart server, Open settings, Show output",
  ],
  [
    { kind: "noAnswer", command: "/bin/cat", seconds: 10 },
    "/bin/cat did not answer as a Shim server within 10 seconds and was stopped.",
    "Restart server, Open settings, Show output",
  ],
  [
    { kind: "cannotStart", command: "/opt/shim", message: "spawn EACCES", isConfigured: true },
    "/opt/shim cannot be started: spawn EACCES. The setting shim.server.path names it.",
    "Use the bundled server, Open settings, Show output",
  ],
  [
    { kind: "noAnswer", command: "/bin/cat", seconds: 10, isConfigured: true },
    "/bin/cat is not a Shim server: it did not answer within 10 seconds. The setting shim.server.path names it.",
    "Use the bundled server, Open settings, Show output",
  ],
  [
    { kind: "keepsEnding", times: 6, exit: "exit code 0", isConfigured: true },
    "The Shim server that the setting shim.server.path names stopped 6 times in a row (exit code 0) and was not restarted.",
    "Use the bundled server, Restart server, Show output",
  ],
  [
    { kind: "keepsEnding", times: 6, exit: "SIGSEGV" },
    "The Shim server stopped 6 times in a row (SIGSEGV) and was not restarted.",
    "Restart server, Show output",
  ],
])("$kind", (failure, message, buttons) => {
  const view = failureMessage(failure);

  expect([view.message, view.buttons.map(({ label }) => label).join(", ")]).toEqual([message, buttons]);
});

const states: Record<string, ServerState> = {
  starting: { kind: "starting" },
  running: { kind: "running" },
  first: { kind: "recovering", attempt: 1 },
  second: { kind: "recovering", attempt: 2 },
  failed: { kind: "failed", failure: { kind: "keepsEnding", times: 6, exit: "SIGKILL" } },
  stopped: { kind: "stopped" },
};

test.each([
  ["an ordinary life", "starting running stopped", 0],
  ["one end", "starting running first running", 1],
  ["two ends before it stays", "starting running first second running", 1],
  ["two ends in a row, with a little life between", "starting running first running second running", 1],
  ["two troubles", "starting running first running first running", 2],
  ["it does not come back: that has a message of its own", "starting running first second failed", 0],
  ["started by hand after it failed", "starting running first failed starting running", 0],
  ["stopped in the middle of it", "starting running first stopped starting running", 0],
])("words about a restart: %s", (_, names, words) => {
  const troubles = new Troubles();

  expect(names.split(" ").filter((name) => troubles.isWorthAWord(states[name] ?? { kind: "stopped" }))).toHaveLength(words);
});
