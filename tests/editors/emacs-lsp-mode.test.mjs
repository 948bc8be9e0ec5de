// lsp-mode in the real Emacs, configured as docs/editors/other-editors.md says.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { blocksOf } from "./page.mjs";
import { serversGone } from "./terminal.mjs";
import { startWorld } from "./world.mjs";

const world = startWorld();
after(async () => {
  await serversGone(world);
  world.stop();
});

/** What the person who has the page's form in init.el does, and what Emacs then says. */
const did = async (...forms) => {
  const quiet = `(setq lsp-auto-guess-root t lsp-session-file ${JSON.stringify(world.path("~/lsp-session"))} create-lockfiles nil)`;
  const connected = `(with-timeout (60 (error "lsp-mode does not connect"))
    (while (not (and (lsp-find-workspace 'shim) (eq 'initialized (lsp--workspace-status (lsp-find-workspace 'shim)))))
      (accept-process-output nil 0.1)))`;
  const told = "(accept-process-output nil 1)";
  world.write("notes.txt", "A heading\n");
  const { code, out, error } = await world.run(
    ...["emacs", "-q", "--batch", "-l", world.path("~/.emacs.d/init.el"), "--eval"],
    `(progn ${quiet} (find-file "notes.txt") (lsp) ${connected} ${forms.join(` ${told} `)} ${told} (lsp-workspace-shutdown (lsp-find-workspace 'shim)))`,
  );
  assert.equal(code, 0, error);
  return out + error;
};

test("a command switches, another shows where a task goes, and a third what is active", async () => {
  const [{ text }] = blocksOf("other-editors.md").filter(({ mark }) => mark === "run: lsp-mode");
  world.write("~/.emacs.d/init.el", text);

  const said = await did(
    '(shim-route "fix the typo in the heading")',
    '(shim-command "shim.switchModel" "opus")',
    "(shim-status)",
  );

  assert.match(said, /Chosen: small\./);
  assert.match(said, /opus is active: every task goes to it\./);
  assert.match(said, /Active: opus\. Routed: 1 task,/);
  assert.equal(JSON.parse((await world.shim("models", "--json")).out).active, "opus");
});
