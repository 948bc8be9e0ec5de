// The editors that the tests in tests/editors drive. They come from Debian; a test file belongs to the editor whose name it begins with.
import { spawnSync } from "node:child_process";

/** Each editor: the Debian packages that it needs, and a command that succeeds if they are installed. */
export const editors = [
  { name: "neovim", packages: ["neovim"], probe: ["nvim", "--version"] },
  {
    name: "emacs",
    packages: ["emacs-nox", "elpa-eglot", "elpa-lsp-mode"],
    probe: ["emacs", "-q", "--batch", "--eval", "(progn (require 'eglot) (require 'lsp-mode))"],
  },
  { name: "vim", packages: ["vim"], probe: ["vim", "-es", "-Nu", "NONE", "-c", "if has('job') | quit | else | cquit | endif"] },
  { name: "kakoune", packages: ["kakoune"], probe: ["kak", "-version"] },
  { name: "micro", packages: ["micro"], probe: ["micro", "-version"] },
];

/** What they are drawn in; none of them can be tested without it. */
const terminal = { name: "tmux", packages: ["tmux"], probe: ["tmux", "-V"] };

const isThere = ({ probe: [program, ...args] }) => spawnSync(program, args, { stdio: "ignore", timeout: 30_000 }).status === 0;

/**
 * @returns the editors that can be tested here, and what a person lacks for the others: how many there are, and a line that says what to
 * install; no line if nothing is lacking.
 */
export function findEditors() {
  const hasTerminal = isThere(terminal);
  const present = hasTerminal ? editors.filter(isThere) : [];
  const absent = editors.filter((editor) => !present.includes(editor));
  const lacking = hasTerminal ? absent : [terminal, ...absent.filter((editor) => !isThere(editor))];
  const packages = lacking.flatMap((tool) => tool.packages).join(" ");
  return {
    present: present.map(({ name }) => name),
    absent: absent.length,
    note:
      lacking.length > 0
        ? `needs ${lacking.map(({ name }) => name).join(", ")} (Debian: apt-get install ${packages})`
        : undefined,
  };
}

/** Whether a test file can run with these editors: it begins with the name of one of them, or of none that is known. */
export function isFor(file, present) {
  const [name] = /^[a-z]+/.exec(file);
  return present.includes(name) || !editors.some((editor) => editor.name === name);
}
