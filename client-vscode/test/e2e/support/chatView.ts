import type { Locator } from "playwright-core";
import { until } from "./until";
import { plain, type Window } from "./window";

/** VS Code's Chat as a person sees it. */
export class ChatView {
  constructor(private readonly window: Window) {}

  /** The command does all that is needed. */
  static async use(window: Window): Promise<ChatView> {
    await window.run("Shim: Use in Chat");
    const chat = new ChatView(window);
    await until("Chat has Auto", async () => (await chat.model()) === "Auto");
    return chat;
  }

  /** The model that is picked. */
  async model(): Promise<string> {
    return ((await this.picker.getAttribute("aria-label")) ?? "").replace(/^Models, /, "");
  }

  /** What is typed and not sent yet. */
  async input(): Promise<string> {
    return plain(await this.window.page.locator(".interactive-input-editor").last().innerText());
  }

  /** Types a message and sends it. */
  async ask(text: string): Promise<void> {
    await this.window.page.locator(".interactive-input-editor").last().click();
    await this.window.page.keyboard.type(text);
    await this.window.page.keyboard.press("Enter");
  }

  /** Pastes an image as a clipboard has it. */
  async paste(png: string): Promise<void> {
    await this.window.page.locator(".interactive-input-editor").last().click();
    await this.window.page.evaluate((base64) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))], "dot.png", { type: "image/png" }));
      document.activeElement?.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, png);
    await this.window.page.locator(".interactive-session .chat-attached-context-attachment").first().waitFor();
  }

  /** The last answer, whole: it comes with its buttons. */
  async answers(text: string | RegExp): Promise<string> {
    return until(`Chat answers ${text}`, async () => {
      const shown = await this.shown();
      return (typeof text === "string" ? shown.includes(text) : text.test(shown)) ? shown : Promise.reject(new Error(shown));
    });
  }

  /** The last answer as it is now. */
  async shown(): Promise<string> {
    return plain(await this.window.page.locator(".interactive-response").last().innerText());
  }

  /** Opens what is folded in the last answer, its steps first, until a text is in it. */
  async unfolds(text: string): Promise<void> {
    const answer = this.window.page.locator(".interactive-response").last();
    await answer
      .getByText(/^Completed \d+ steps?$/)
      .first()
      .click();
    const folded = answer.locator(".chat-thinking-box .monaco-button[aria-expanded='false']:visible");
    await until(`the answer has ${text}`, async () => {
      if (plain((await answer.textContent()) ?? "").includes(text)) {
        return true;
      }

      if ((await folded.count()) > 0) {
        await folded.first().click();
      }

      return Promise.reject(new Error(await this.shown()));
    });
  }

  async stop(): Promise<void> {
    await this.window.page.locator(".chat-execute-toolbar a[aria-label^='Cancel']").click();
  }

  /** Opens VS Code's model picker and picks a model. */
  async pick(name: string): Promise<void> {
    await this.picker.click();
    await this.row(name).click();
    await until(`${name} is picked`, async () => (await this.model()) === name);
  }

  /** Says how much the picked model thinks. */
  async think(effort: string): Promise<void> {
    const picked = this.window.page.locator(".interactive-session .chat-input-toolbars a[aria-label^='Thinking Effort']").last();
    await picked.click();
    await this.row(effort).click();
    await this.window.page.keyboard.press("Escape"); // the list stays open
    await until(
      `the effort is ${effort}`,
      async () => (await picked.getAttribute("aria-label")) === `Thinking Effort: ${effort}`,
    );
  }

  /** A row of VS Code's model picker, which is open. */
  row(name: string): Locator {
    return this.window.page.locator(".action-widget .monaco-list-row", { hasText: name }).last();
  }

  get picker(): Locator {
    return this.window.page.locator(".interactive-session .chat-input-toolbars a[aria-label^='Models']").last();
  }
}
