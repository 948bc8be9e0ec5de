import { afterAll, beforeAll, onTestFinished } from "vitest";
import { catalog } from "./catalogs";
import { Editor, type EditorOptions } from "./editor";
import { Home } from "./home";
import type { Window } from "./window";

/** An editor for the tests of a file, with a home of their own in which the person has three models. */
export function useEditor(options: EditorOptions = {}): {
  readonly home: Home;
  /** A window for one test, on a new folder or on the given one. It is closed after the test. */
  readonly open: (path: string) => Promise<Window>;
  /**
   * The window on the folder `work`, as if it was just opened: for tests that do not look at how a window starts. The folder is empty but
   * for a catalog, if one is given.
   */
  readonly fresh: (catalog?: object) => Promise<Window>;
} {
  const home = new Home();
  let editor: Editor;
  let shared: Window | undefined;
  beforeAll(async () => {
    home.write("home/.config/shim-lsp/models.json", catalog);
    editor = await Editor.start(home, { variables: { SHIM_TEST_KEY: "placeholder" }, ...options });
  });
  afterAll(async () => {
    await editor.stop();
    home.remove();
  });
  const open = async (path: string) => {
    const window = await editor.open(path);
    onTestFinished(async ({ task }) => {
      if (task.result?.state === "fail") {
        await window.screenshot(`failed-${task.name}`);
      }

      await window.shut();
    });
    return window;
  };
  const fresh = async (content?: object) => {
    const reset = await shared?.reset(content);
    if (shared && reset !== true) {
      console.log(`The window is opened anew: ${String(reset)}`);
      await shared.shut();
      shared = undefined;
    }

    if (!shared) {
      home.empty(home.folder("work"));
      if (content) {
        home.write("work/.shim/models.json", content);
      }
    }

    const window = (shared ??= await editor.open(home.path("work")));
    onTestFinished(async ({ task }) => {
      if (task.result?.state === "fail") {
        await window.screenshot(`failed-${task.name}`);
        await window.shut(); // who knows what it shows
        shared = undefined;
      }
    });
    return window;
  };
  return { home, open, fresh };
}
