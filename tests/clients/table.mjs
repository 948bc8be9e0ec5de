// How each client is asked, and what its own tools are called. Names and arguments are those of the pinned versions.
import { join } from "node:path";
import { clients, isNightly, programFolder } from "../../scripts/clients.mjs";

/**
 * @typedef {object} Client
 * @property {string} name
 * @property {string} [program] its program, if it has another name
 * @property {true} [isSilent] it calls the gateway alone
 * @property {"messages" | "responses"} [wire] the shape that it speaks to the gateway, if not chat completions
 * @property {true} [hasNoFile] it has no configuration that the gateway could be written into
 * @property {(prompt: string) => string[]} ask the arguments for one task
 * @property {(prompt: string) => string[]} again the same, in the conversation of before
 * @property {(write: (path: string, text: string) => void) => void} [prepare] writes what keeps it silent
 * @property {(command: string) => Call} shell
 * @property {(file: object) => Call[]} edit
 * @property {(file: object) => Call} [look] reads a picture
 * @property {(path: string) => string[]} [show] the arguments that show it a picture, if it has no tool that does
 * @property {true} [hasIdOfRun] its conversation has another id when it goes on in another run
 * @property {{ phrase: string, isBeside?: true, onError?: RegExp }} [compacts] how it makes a conversation shorter: what its request
 *   says, in lower case; whether it does so while its tools run; what it shows if a model says that its window is full, unless it compacts
 *   then
 * @property {RegExp} [own] the files that it keeps for itself
 * @property {{ args: string[], message: (text: string) => object, end: string }} [talk] several messages in one run: the arguments, a line
 *   of input, and what it writes at the end of each turn
 * @typedef {[name: string, args: object]} Call
 */

/** @type {Record<string, Client>} */
const table = {
  codex: {
    name: "codex",
    wire: "responses",
    isSilent: true,
    ask: (prompt) => ["exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", prompt],
    prepare: (write) => write("home/.codex/config.toml", "[analytics]\nenabled = false\n[features]\nplugins = false\n"),
    again: (prompt) => [
      "exec",
      "resume",
      "--last",
      "--skip-git-repo-check",
      "--dangerously-bypass-approvals-and-sandbox",
      prompt,
    ],
    shell: (command) => ["exec_command", { cmd: command, yield_time_ms: 30_000 }],
    look: ({ path }) => ["view_image", { path }],
    compacts: { phrase: "context checkpoint compaction", onError: /ran out of room in the model's context window/ },
    own: /^home\/\.codex\//,
    edit: ({ name, before, after }) => [
      ["apply_patch", { input: `*** Begin Patch\n*** Update File: ${name}\n@@\n-${before}\n+${after}\n*** End Patch\n` }],
    ],
  },
  claude: {
    name: "claude",
    wire: "messages",
    isSilent: true,
    ask: (prompt) => ["-p", prompt, "--dangerously-skip-permissions"],
    again: (prompt) => ["-c", "-p", prompt, "--dangerously-skip-permissions"],
    look: ({ path }) => ["Read", { file_path: path }],
    compacts: { phrase: "your task is to create a detailed summary" },
    // It deletes what it keeps for a run in the temporary folder, but a run that ends early leaves some of it.
    own: /^(home\/\.claude(\/|\.json)|tmp\/(claude-\d+|cc-socks)\/|tmp\/claude-\w+-cwd$)/,
    talk: {
      args: "-p --input-format stream-json --output-format stream-json --verbose --dangerously-skip-permissions".split(" "),
      message: (text) => ({ type: "user", message: { role: "user", content: text } }),
      end: '"type":"result"',
    },
    shell: (command) => ["Bash", { command, description: "Run it" }],
    edit: ({ path, before, after }) => [
      ["Read", { file_path: path }],
      ["Edit", { file_path: path, old_string: before, new_string: after }],
    ],
  },
  pi: {
    name: "pi",
    isSilent: true,
    ask: (prompt) => ["-p", prompt],
    again: (prompt) => ["-c", "-p", prompt],
    look: ({ path }) => ["read", { path }],
    compacts: { phrase: "context checkpoint summary" },
    own: /^home\/\.pi\//,
    talk: { args: ["--mode", "rpc"], message: (text) => ({ type: "prompt", message: text }), end: '"type":"agent_end"' },
    shell: (command) => ["bash", { command }],
    edit: ({ path, before, after }) => [["edit", { path, edits: [{ oldText: before, newText: after }] }]],
  },
  copilot: {
    name: "copilot",
    isSilent: true,
    hasNoFile: true,
    ask: (prompt) => ["-p", prompt, "--allow-all-tools", "--allow-all-paths"],
    again: (prompt) => ["--continue", "-p", prompt, "--allow-all-tools", "--allow-all-paths"],
    show: (path) => ["--attachment", path],
    hasIdOfRun: true,
    compacts: { phrase: "create a detailed summary of the conversation", isBeside: true },
    own: /^(home\/\.copilot|cache\/copilot|cache\/Microsoft\/DeveloperTools|tmp\/node-compile-cache)\//,
    shell: (command) => ["bash", { command, description: "Run it" }],
    edit: ({ path, before, after }) => [
      ["view", { path }],
      ["edit", { path, old_str: before, new_str: after }],
    ],
  },
  opencode: {
    name: "opencode",
    ask: (prompt) => ["run", "--auto", "--title", "t", prompt],
    again: (prompt) => ["run", "--auto", "--continue", prompt],
    look: ({ path }) => ["read", { filePath: path }],
    shell: (command) => ["bash", { command, description: "Run it" }],
    edit: ({ path, before, after }) => [
      ["read", { filePath: path }],
      ["edit", { filePath: path, oldString: before, newString: after }],
    ],
  },
  qwen: {
    name: "qwen",
    ask: (prompt) => ["-y", prompt],
    again: (prompt) => ["-y", "--continue", prompt],
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
    again: (prompt) => ["--auto", "--resume", "-p", prompt],
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

/** A command that runs until the file `go` is there. While it does, the file `waiting` is. */
export const hold = "touch waiting; until [ -e go ]; do sleep 0.05; done; rm waiting go";

/** A file of the folder in which a client works, and what it is to become. */
export const target = (work, name, before, after) => ({ name, path: join(work, name), before, after });

/**
 * The clients to test: those that are installed, without the ones that only a nightly run has (`SHIM_LSP_NIGHTLY=1`). If
 * `SHIM_LSP_CLIENTS` names some, those.
 */
export const installed = () => {
  const named = process.env.SHIM_LSP_CLIENTS?.split(",");
  return clients
    .filter(({ name, required }) => programFolder(name) && table[name] && (named?.includes(name) ?? (required || isNightly)))
    .map(({ name }) => table[name]);
};
