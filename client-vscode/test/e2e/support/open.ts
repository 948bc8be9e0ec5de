import { onTestFinished } from "vitest";
import type { Editor } from "./editor";
import type { Window } from "./window";

/** A window of the test's own, on a new folder or on what is named: closed after the test, and pictured where that failed. */
export async function openForTest(editor: Editor, path: string): Promise<Window> {
  const window = await editor.open(path);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === "fail") {
      await window.screenshot(`failed-${task.name}`);
    }

    await window.shut();
  });
  return window;
}
