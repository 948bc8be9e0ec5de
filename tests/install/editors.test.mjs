// The packages for editors, each installed where its editor looks, beside the program from the archive. tests/editors drives what they do.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { findEditors } from "../../scripts/editors.mjs";
import { must } from "./life.mjs";
import { platform, release, startMachine, task, version } from "./machine.mjs";

const { present } = findEditors();
const machines = [];
after(() => machines.forEach((machine) => machine.stop()));

async function person(editor) {
  const machine = startMachine(["sh", "tar", "gzip", "mkdir", editor]);
  machines.push(machine);
  const archive = join(release, `shim-lsp-${version}-${platform}.tar.gz`);
  await must(machine, `mkdir -p ~/.local && tar -xzf ${archive} -C ~/.local --strip-components=1`);
  return machine;
}

const only = (editor) => ({ skip: !present.includes(editor) && `needs ${editor}` });

test("Neovim loads its package and routes", only("neovim"), async () => {
  const machine = await person("nvim");
  const at = "~/.local/share/nvim/site/pack/shim/start";
  await must(machine, `mkdir -p ${at} && tar -xzf ${join(release, `shim-neovim-${version}.tar.gz`)} -C ${at}`);
  machine.write("home/.config/nvim/init.lua", 'require("shim").setup{}\n');
  machine.write(
    "work/route.lua",
    `local answer
require("shim.server").request("route", { task = ${JSON.stringify(task)} }, function(e, r) answer = { e, r } end)
vim.wait(60000, function() return answer ~= nil end, 20)
io.stdout:write(answer and answer[2] and answer[2].slug or vim.inspect(answer), "\\n")
vim.cmd("qall!")
`,
  );
  const { out, error } = await must(machine, "nvim --headless -c 'luafile route.lua'");
  assert.match(out, /^local-small$/m, error);
});

test("Emacs installs its package and routes", only("emacs"), async () => {
  const machine = await person("emacs");
  const file = join(release, `shim-${version}.tar`);
  const lisp = `(progn (require 'package) (package-initialize) (package-install-file "${file}") (require 'shim)
    (shim-route "${task}")
    (with-current-buffer "*shim route*" (princ (buffer-string))))`;
  const { out, error } = await must(machine, `emacs -q --batch --eval '${lisp.replaceAll("'", "'\\''")}'`);
  assert.match(out, /local-small/, error);
  assert.ok(machine.has(`home/.emacs.d/elpa/shim-${version}/shim.el`) || machine.has(`home/.config/emacs/elpa/shim-${version}/shim.el`));
});

test("Vim loads its package", only("vim"), async () => {
  const machine = await person("vim");
  const at = "~/.vim/pack/shim/start";
  await must(machine, `mkdir -p ${at} && tar -xzf ${join(release, `shim-vim-${version}.tar.gz`)} -C ${at}`);
  machine.write("home/.vimrc", "");
  await must(machine, `vim -es -u ~/.vimrc -c "call writefile([exists(':ShimUse')], 'out')" -c 'qall!'`);
  assert.equal(machine.read("work/out").toString(), "2\n");
});
