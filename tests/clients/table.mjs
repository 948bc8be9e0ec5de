// How each client is asked, and what its own tools are called. Names and arguments are those of the pinned versions.
import { join } from "node:path";
import { programFolder } from "../../scripts/clients.mjs";

/** @typedef {[id: string, name: string, args: object]} Call */

const table = {
  codex: {
    name: "codex",
    ask: (prompt) => ["exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", prompt],
    prepare: (write) => write("home/.codex/config.toml", "[analytics]\nenabled = false\n[features]\nplugins = false\n"),
    shell: (command) => ["exec_command", { cmd: command }],
    edit: ({ name, before, after }) => [
      ["apply_patch", { input: `*** Begin Patch\n*** Update File: ${name}\n@@\n-${before}\n+${after}\n*** End Patch\n` }],
    ],
  },
  claude: {
    name: "claude",
    ask: (prompt) => ["-p", prompt, "--dangerously-skip-permissions"],
    shell: (command) => ["Bash", { command, description: "Run it" }],
    edit: ({ path, before, after }) => [
      ["Read", { file_path: path }],
      ["Edit", { file_path: path, old_string: before, new_string: after }],
    ],
  },
  pi: {
    name: "pi",
    ask: (prompt) => ["-p", prompt],
    shell: (command) => ["bash", { command }],
    edit: ({ path, before, after }) => [["edit", { path, edits: [{ oldText: before, newText: after }] }]],
  },
  copilot: {
    name: "copilot",
    hasNoFile: true,
    ask: (prompt) => ["-p", prompt, "--allow-all-tools", "--allow-all-paths"],
    shell: (command) => ["bash", { command, description: "Run it" }],
    edit: ({ path, before, after }) => [
      ["view", { path }],
      ["edit", { path, old_str: before, new_str: after }],
    ],
  },
  opencode: {
    name: "opencode",
    ask: (prompt) => ["run", "--auto", "--title", "t", prompt],
    shell: (command) => ["bash", { command, description: "Run it" }],
    edit: ({ path, before, after }) => [
      ["read", { filePath: path }],
      ["edit", { filePath: path, oldString: before, newString: after }],
    ],
  },
  qwen: {
    name: "qwen",
    ask: (prompt) => ["-y", prompt],
    prepare: (write) =>
      write(
        "home/.qwen/settings.json",
        JSON.stringify({ privacy: { usageStatisticsEnabled: false }, general: { enableAutoUpdate: false } }),
      ),
    shell: (command) => ["run_shell_command", { command, is_background: false }],
    edit: ({ path, before, after }) => [
      ["read_file", { file_path: path }],
      ["edit", { file_path: path, old_string: before, new_string: after }],
    ],
  },
  continue: {
    name: "continue",
    program: "cn",
    ask: (prompt) => ["--auto", "-p", prompt],
    shell: (command) => ["Bash", { command }],
    edit: ({ path, before, after }) => [
      ["Read", { filepath: path }],
      ["Edit", { file_path: path, old_string: before, new_string: after }],
    ],
  },
};

/** The steps of a tool loop that makes one call after the other and then says that it is done. */
export const loop = (calls, end = "All done here.") => [
  ...calls.map(([name, args], at) => [{ calls: [[`call_${at}:odd/id`, name, args]] }]),
  [{ says: end.split(/(?<= )/) }],
];

export const target = (work, name, before, after) => ({ name, path: join(work, name), before, after });

/** The clients to test: those that are installed, or of them the ones that `SHIM_LSP_CLIENTS` names. */
export const installed = () => {
  const named = process.env.SHIM_LSP_CLIENTS?.split(",");
  return Object.values(table).filter(({ name }) => programFolder(name) && (named?.includes(name) ?? true));
};
