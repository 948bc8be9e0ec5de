// shim.el in the real Emacs: its own tests, its form, and what a person sees in a terminal.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { root } from "../../scripts/environment.mjs";
import { follow } from "./page.mjs";
import { serversGone, startTerminal } from "./terminal.mjs";
import { startWorld } from "./world.mjs";

const sources = join(root, "editors", "emacs");
const names = readdirSync(sources).filter((name) => name.endsWith(".el"));
const ownTests = ["shim-tests.el", "shim-catalog-tests.el"].map((name) => join(root, "tests", "editors", "emacs", name));

let world = startHome();
after(() => world.stop());

function startHome(of) {
  const home = startWorld(of);
  // Emacs would compile its own libraries natively in a new home, and show their warnings.
  home.write("~/.emacs.d/early-init.el", "(setq native-comp-deferred-compilation nil)\n");
  return home;
}

/** Runs a batch Emacs. `-q`, because `-Q` does not find what Debian has installed. */
const batch = (...args) => world.run("emacs", "-q", "--batch", ...args);

/** What Emacs printed, without what it always prints. */
const said = ({ out, error }) =>
  `${out}${error}`
    .split("\n")
    .filter((line) => line !== "" && !/^Loading .*site-start/.test(line))
    .join("\n");

/** What ERT says of all tests in one Emacs, which starts with the first question. */
let results;
const ert = () =>
  (results ??= batch("-L", sources, ...ownTests.flatMap((file) => ["-l", file]), "-f", "ert-run-tests-batch").then(said));

for (const [, name] of ownTests.map((file) => readFileSync(file, "utf8")).join("\n").matchAll(/^\(ert-deftest (\S+)/gm)) {
  test(name.replaceAll("-", " "), async () => {
    const all = await ert();
    assert.match(all, new RegExp(`^ +passed +\\d+/\\d+ +${name} `, "m"), all);
  });
}

test("it compiles without a warning", async () => {
  const copy = world.path("compiled");
  mkdirSync(copy, { recursive: true });
  cpSync(sources, copy, { recursive: true });
  const files = names.map((name) => join(copy, name));
  const { code, ...printed } = await batch("-L", copy, "--eval", "(setq byte-compile-error-on-warn t)", "-f", "batch-byte-compile", ...files);
  assert.equal(code, 0, said(printed));
  assert.equal(said(printed), "");
});

test("checkdoc has nothing to say", async () => {
  const check = names.map((name) => `(checkdoc-file ${JSON.stringify(join(sources, name))})`).join(" ");
  assert.equal(said(await batch("--eval", `(progn (require 'checkdoc) ${check})`)), "");
});

test("Emacs can install the folder as a package", async () => {
  const install = `(progn (require 'package)
    (setq package-user-dir ${JSON.stringify(world.path("~/elpa"))})
    (package-install-file ${JSON.stringify(sources)})
    (princ (format "%s %s %s" (package-desc-version (cadr (assq 'shim package-alist)))
      (autoloadp (symbol-function 'shim-mode)) (cdr (assoc "/\\\\.shim/models\\\\.json\\\\'" auto-mode-alist)))))`;
  const { out, error } = await batch("--eval", install);
  assert.equal(out.trim().split("\n").at(-1), "(0 1 0) t shim-catalog-mode", error);
});

/** An Emacs in a terminal, with the person's own init.el. */
function startEmacs(file, size) {
  const terminal = startTerminal(world, ["emacs", "-nw", file], size);
  const special = { RET: "Enter", TAB: "Tab", SPC: "Space" };
  const prompts = { "M-x": /^M-x\s*$/m, "C-f": /^Find file: /m };
  const press = async (key) => {
    terminal.press(key);
    if (prompts[key] && !(await terminal.isShown(prompts[key], 10_000))) {
      // An Emacs that is busy with a server can lose a key. A person leaves what there is, and presses it again.
      terminal.press("C-g", ...(key === "C-f" ? ["C-x", key] : [key]));
      await terminal.shows(prompts[key]);
    }
  };
  return {
    ...terminal,
    /** Types lines of keys as Emacs writes them: `M-x shim-use RET`. */
    keys: async (text) => {
      for (const line of text.trim().split("\n")) {
        for (const key of line.split(" ")) {
          if (/^[CM]-./.test(key)) {
            await press(key);
          } else {
            special[key] ? terminal.press(special[key]) : terminal.type(key);
          }
        }
      }
    },
    /** Evaluates Lisp. */
    evaluate: async (text) => {
      terminal.press("M-:");
      await terminal.shows(/^Eval: *$/m);
      terminal.enter(`(progn ${text.trim().replace(/\s*\n\s*/g, " ")})`);
    },
    /** The lower part of the screen, from what is wanted on. */
    below: async (wanted) => {
      const screen = await terminal.shows(wanted);
      return screen.slice(screen.search(wanted)).replace(/\n{3,}/g, "\n\n");
    },
    /** Leaves Emacs as a person does, without a question. */
    quit: async () => {
      terminal.press("C-x", "C-c");
      await terminal.ended();
      await serversGone(world);
    },
  };
}

test("a new user comes from nothing to a switched model by the page alone", async () => {
  world.write(".git/HEAD", "ref: refs/heads/main\n"); // a project
  world.write("main.py", "print('hello')\n");
  const shown = (screen) => screen.replace(/\n+-UU[^]*$/, ""); // the buffer alone
  // Flymake's list has no order of its own.
  const byLine = ([heading, ...rows]) => [heading, ...rows.sort((one, other) => parseInt(one) - parseInt(other))].join("\n");
  let emacs;
  const started = async () => {
    if (!emacs) {
      emacs = startEmacs("main.py", { columns: 110, rows: 44 });
      await emacs.shows(/ shim:auto .*(?:\n.*)?$/);
    }
    return emacs;
  };
  try {
    const begun = performance.now();
    await follow(
      world,
      "emacs.md",
      {
        keys: async (text) => (await started()).keys(text),
        elisp: async (text) => emacs.evaluate(text),
      },
      {
        picker: () => emacs.below(/^Possible completions are:(?:\n.*)*no key\n/m),
        line: () => emacs.below(/^.*main\.py .* shim:opus .*\n.*now uses opus/m),
        route: () => emacs.below(/^\w+ {2}\S+\n\w+ is .*(?:\n.*)*Task\n/m).then(shown),
        status: () => emacs.below(/^Project (?:.*\n)*Newest decisions\n/m).then(shown),
        problems: () => emacs.below(/^ Line Col Type(?:.*\n)*?.*hauku/m).then((screen) => byLine(shown(screen).split("\n"))),
      },
    );
    await emacs.shows(/^"Try opus"$/m);
    assert.ok(performance.now() - begun < 120_000);
    await emacs.quit();
  } finally {
    emacs?.stop();
  }
});

test("without a catalog the page's first part leads to a switched model in two minutes", async () => {
  const usual = world;
  world = startHome({ models: null, variables: { ANTHROPIC_API_KEY: "" } });
  world.write(".git/HEAD", "ref: refs/heads/main\n"); // a project
  const begun = performance.now();
  let emacs;
  const keys = async (text) => {
    emacs ??= startEmacs("main.py", { columns: 110, rows: 44 });
    await emacs.shows(/ shim:auto .*(?:\n.*)*$/);
    await emacs.keys(text);
  };
  const picker = async () => void (await emacs.below(/^Possible completions are:(?:\n.*)*Model for /m));
  const line = async () => void (await emacs.shows(/ shim:opus /));
  try {
    await follow(world, "emacs.md", { keys }, { picker, line }, "Switch a model");
    assert.ok(performance.now() - begun < 120_000);
    assert.match((await world.shim("status")).out, /Active +opus/);
    await emacs.quit();
  } finally {
    emacs?.stop();
    world.stop();
    world = usual;
  }
});

/** Opens a catalog in an Emacs with Eglot, and waits until as many warnings show. */
async function openCatalog(text, warnings) {
  // A test that fails leaves nothing for the next one to be asked about.
  const quiet = "(setq auto-save-default nil create-lockfiles nil)";
  world.write("~/.emacs.d/init.el", `${quiet}\n(add-to-list 'load-path "${sources}")\n(require 'shim)\n`);
  world.write("catalogs/shim-lsp/models.json", text);
  const emacs = startEmacs("catalogs/shim-lsp/models.json", { columns: 110 });
  await emacs.shows(/\(Models/);
  emacs.press("C-n"); // Eglot connects after a command
  await emacs.shows(new RegExp(`\\(Models Flymake\\[0 ${warnings}`));
  return {
    ...emacs,
    /** Whether the server says that it can do something. */
    offers: async (capability) => {
      await emacs.evaluate(`(if (eglot--server-capable ${capability}) "offered" "missing")`);
      return /offered/.test(await emacs.shows(/^"(offered|missing)"/m));
    },
    /** Saves, leaves, and returns the file as it is now. */
    saved: async () => {
      emacs.press("C-x", "C-s");
      await emacs.quit();
      return world.read("catalogs/shim-lsp/models.json");
    },
  };
}

const rows = `"models": [
    { "slug": "small", "model": "qwen3.5:9b", "provider": "ollama", "cost": 0 },
    { "slug": "haiku", "model": "claude-haiku-5-5", "provider": "anthropic", "cost": 1 }
  ]`;

test("problems of models.json follow what a person types, and no server is left behind", async () => {
  const emacs = await openCatalog(`{\n  ${rows},\n  "router": { "threshold": 7 }\n}\n`, 1);
  try {
    await emacs.keys("M-x replace-string RET 7 RET 0.7 RET");
    await emacs.shows(/"threshold": 0\.7[^]*\(Models Flymake\[0 0\]/);
    assert.match(await emacs.saved(), /"threshold": 0\.7 /);
  } finally {
    emacs.stop();
  }
});

test("a quick fix is applied", async () => {
  const emacs = await openCatalog(`{\n  ${rows},\n  "router": { "default": "hauku" }\n}\n`, 1);
  try {
    emacs.press("C-s");
    emacs.enter("hauku");
    await emacs.keys("M-x eglot-code-actions RET");
    await emacs.shows(/Pick an action \(default .*haiku/);
    emacs.press("Enter");
    await emacs.shows(/"default": "haiku"[^]*\(Models Flymake\[0 0\]/);
    assert.match(await emacs.saved(), /"default": "haiku"/);
  } finally {
    emacs.stop();
  }
});

test("a completion is inserted", async (t) => {
  const emacs = await openCatalog(`{\n  ${rows},\n  "router": { "default": "hai" }\n}\n`, 1);
  try {
    if (!(await emacs.offers(":completionProvider"))) {
      return t.skip("the server offers none");
    }

    emacs.press("C-s");
    emacs.enter('"hai"');
    emacs.press("C-b", "C-M-i");
    await emacs.shows(/"default": "haiku"[^]*\(Models Flymake\[0 0\]/);
    assert.match(await emacs.saved(), /"default": "haiku" /);
  } finally {
    emacs.stop();
  }
});

test("from the default one comes to its row, which is renamed with everything that names it", async () => {
  const emacs = await openCatalog(`{\n  ${rows},\n  "router": { "default": "haiku" }\n}\n`, 0);
  try {
    emacs.press("C-s");
    emacs.enter('default": "hai');
    emacs.press("M-.");
    await emacs.shows(/ L4 /);
    await emacs.keys("M-x eglot-rename RET");
    await emacs.shows(/^Rename .* to:$/m);
    emacs.enter("quick");
    await emacs.shows(/"slug": "quick"[^]*"default": "quick"/);
    const saved = await emacs.saved();
    assert.equal(saved.match(/"quick"/g).length, 2);
    assert.doesNotMatch(saved, /"haiku"/);
  } finally {
    emacs.stop();
  }
});
