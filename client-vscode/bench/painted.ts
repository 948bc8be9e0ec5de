import type { Page } from "playwright-core";

/**
 * Measures in the page: from a key to the frame in which the text of an item, or of some rows, has changed.
 * @returns milliseconds, by the page's own clock
 */
export async function untilPainted(page: Page, item: string, choose: () => Promise<void>): Promise<number> {
  await page.evaluate(listen, item); // in its place before the key is pressed
  await choose();
  return page.evaluate(() => (globalThis as unknown as { painted: Promise<number> }).painted);
}

/** Runs in the page. */
function listen(selector: string): void {
  const text = () => Array.from(document.querySelectorAll(selector), (element) => element.textContent).join("\n");
  const before = text();
  const painted = new Promise<number>((resolve, reject) => {
    let pressed = NaN;
    const press = (event: KeyboardEvent) => {
      if (!["Control", "Alt", "Shift"].includes(event.key)) {
        pressed = event.timeStamp;
      }
    };
    const observer = new MutationObserver(() => {
      if (text() !== before) {
        stop();
        // The frame that paints it ends after its animation callbacks; a message comes after that.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            resolve(performance.now() - pressed);
          };
          port2.postMessage(undefined);
        });
      }
    });
    const stop = () => {
      observer.disconnect();
      window.removeEventListener("keydown", press, true);
    };
    window.addEventListener("keydown", press, true);
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    setTimeout(() => {
      stop();
      reject(new Error(`${selector} did not change.`));
    }, 10_000);
  });
  painted.catch(() => undefined); // it is asked for after the choice
  Object.assign(globalThis, { painted });
}

/** A text that an item has had, and when it was painted: milliseconds since 1970. */
export interface PaintedText {
  readonly item: string;
  readonly text: string;
  readonly at: number;
}

/** Notes in a page that is not open yet when each text of some status items is painted. */
export async function recordStatusItems(page: Page, items: readonly string[]): Promise<void> {
  await page.addInitScript(record, items);
}

export async function paintedStatusItems(page: Page): Promise<readonly PaintedText[]> {
  return page.evaluate(() => (globalThis as unknown as { paintedTexts: PaintedText[] }).paintedTexts);
}

/** Runs in the page, before any script of its own. */
function record(items: readonly string[]): void {
  const texts: PaintedText[] = [];
  const last = new Map<string, string>();
  Object.assign(globalThis, { paintedTexts: texts });
  new MutationObserver(() => {
    for (const item of items) {
      const text = document.getElementById(item)?.textContent.trim() ?? "";
      if (text !== (last.get(item) ?? "")) {
        last.set(item, text);
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            texts.push({ item, text, at: performance.timeOrigin + performance.now() });
          };
          port2.postMessage(undefined);
        });
      }
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
}
