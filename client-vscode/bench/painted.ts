import type { Page } from "playwright-core";

/**
 * Measures in the page: from the key that makes a choice in a quick pick to the frame in which a status item's text has changed.
 * @returns milliseconds, by the page's own clock
 */
export async function untilPainted(page: Page, item: string, choose: () => Promise<void>): Promise<number> {
  const measured = page.evaluate(
    (selector) =>
      new Promise<number>((resolve, reject) => {
        const label = document.querySelector(selector);
        if (!label) {
          reject(new Error(`There is no ${selector}.`));
          return;
        }

        const before = label.textContent;
        let pressed = NaN;
        const press = (event: KeyboardEvent) => {
          if (event.key === "Enter") {
            pressed = event.timeStamp;
          }
        };
        window.addEventListener("keydown", press, true);
        const observer = new MutationObserver(() => {
          if (label.textContent !== before) {
            observer.disconnect();
            window.removeEventListener("keydown", press, true);
            // The frame that paints it ends after its animation callbacks; a message comes after that.
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => resolve(performance.now() - pressed);
              port2.postMessage(undefined);
            });
          }
        });
        observer.observe(label, { childList: true, subtree: true, characterData: true });
      }),
    item,
  );
  await choose();
  return measured;
}
