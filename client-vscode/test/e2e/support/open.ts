import { afterAll, beforeAll, onTestFinished } from "vitest";
import { catalog } from "./catalogs";
import { Editor, type EditorOptions } from "./editor";
import { Home } from "./home";
import type { Window } from "./window";

/** An editor for the tests of a file, with a home of their own in which the person has three models. */
export function useEditor(options: EditorOptions = {}): {
  readonly home: Home;
  readonly open: (path: string) => Promise<Window>;
} {
  const home = new Home();
  let editor: Editor;
  beforeAll(async () => {
    home.write("home/.config/shim-lsp/models.json", catalog);
    editor = await Editor.start(home, { variables: { SHIM_TEST_KEY: "placeholder" }, ...options });
  });
  afterAll(async () => {
    await editor.stop();
    home.remove();
  });
  return { home, open: (path) => openForTest(editor, path) };
}

/**
 * A window for one test, on a new folder or on the given one. It is closed after the test, and photographed if the test fails.
 */
async function openForTest(editor: Editor, path: string): Promise<Window> {
  const window = await editor.open(path);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === "fail") {
      await window.screenshot(`failed-${task.name}`);
    }

    await window.shut();
  });
  return window;
}
