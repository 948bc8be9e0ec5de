import { expect, test } from "vitest";
import { clientChoices, connectLine, variables } from "../../../../src/features/gateway/connectionView";

const parts = {
  program: ["/opt/shim-lsp"] as [string, ...string[]],
  url: "http://127.0.0.1:8765",
  folder: "/work",
  models: undefined,
  windows: false,
};

test("each client that the command line connects can be chosen, and any other", () => {
  expect(clientChoices().map(({ client }) => client)).toEqual(["codex", "claude", "opencode", "continue", "other"]);
});

test.each<[string, Partial<typeof parts> & { readonly models?: string }, string]>([
  ["a native server", {}, "/opt/shim-lsp connect codex --port 8765 --folder /work"],
  [
    "a portable server",
    { program: ["/usr/bin/dotnet", "/opt/shim-lsp.dll"] },
    "/usr/bin/dotnet /opt/shim-lsp.dll connect codex --port 8765 --folder /work",
  ],
  [
    "a folder whose name a shell would run",
    { folder: "/work/it's $(here)" },
    `/opt/shim-lsp connect codex --port 8765 --folder '/work/it'\\''s $(here)'`,
  ],
  ["another port", { url: "http://127.0.0.1:40123" }, "/opt/shim-lsp connect codex --port 40123 --folder /work"],
  [
    "a catalog of its own",
    { models: "/home/a/models.json" } as never,
    "/opt/shim-lsp connect codex --port 8765 --folder /work --models /home/a/models.json",
  ],
  [
    "PowerShell",
    { windows: true, program: ["C:\\Program Files\\shim-lsp.exe"], folder: "C:\\it's" },
    "& 'C:\\Program Files\\shim-lsp.exe' connect codex --port 8765 --folder 'C:\\it''s'",
  ],
])("the line that connects a client: %s", (_, more, line) => {
  expect(connectLine("codex", { ...parts, ...more })).toBe(line);
});

test.each([
  [false, "export ANTHROPIC_AUTH_TOKEN=shim_x", "export OPENAI_BASE_URL=http://127.0.0.1:8765/v1"],
  [true, '$env:ANTHROPIC_AUTH_TOKEN = "shim_x"', '$env:OPENAI_BASE_URL = "http://127.0.0.1:8765/v1"'],
])("another client gets the address and the token; Windows: %s", (windows, token, url) => {
  expect(variables("http://127.0.0.1:8765", "shim_x", windows).split("\n")).toEqual(expect.arrayContaining([token, url]));
});
