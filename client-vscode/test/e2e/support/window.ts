import { mkdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Decision, ModelList, Stats } from "shim-lsp-client/protocol";
import { inject } from "vitest";
import type { Home } from "./home";
import { isNew, others } from "./renewal";
import { until } from "./until";

/** One window: what a person sees and does in it, and, through the probe, what another extension sees. */
export class Window {
  /** Every request that the page made, by its host. */
  readonly hosts = new Set<string>();

  constructor(
    readonly page: Page,
    private readonly home: Home,
    readonly path: string,
  ) {
    page.on("request", (request) => {
      const { protocol, host } = new URL(request.url());
      if (/^(https?|wss?):$/.test(protocol)) {
        this.hosts.add(host);
      }
    });
  }

  /** The item shows the active model: the extension runs, the server runs, and its first answer is painted. */
  async ready(): Promise<this> {
    await this.page.waitForFunction(namesAModel, ourItem, { polling: 100, timeout: 60_000 });
    return this;
  }

  /**
   * Makes a window that was used as one that was just opened: nothing is open in it, Auto is active, nothing was routed, and its server is
   * another.
   * @param content the catalog that the folder has then; none for the person's own alone.
   * @returns true, or why it is not
   */
  async reset(content: object | undefined): Promise<unknown> {
    try {
      await this.close();
      const tabs = this.page.locator(".editor-group-container .tab");
      const close = () => this.probe("command", { id: "workbench.action.revertAndCloseActiveEditor" });
      await until("no editor is open", async () => (await tabs.count()) === 0 || (await close(), false), 10_000);
      await this.probe("command", { id: "workbench.action.closePanel" });
      if ((await this.stats()).active !== "auto") {
        await this.request("switchModel", { slug: "auto" });
      }

      // What was routed is forgotten with its model: for a moment the folder has others.
      await this.restartWith(others, (slugs) => slugs.includes(others.models[0].slug));
      await this.restartWith(content, (slugs) => !slugs.includes(others.models[0].slug));
      await this.ready();
      await this.probe("command", { id: "notifications.clearAll" });
      await until("no notification is left", async () => (await this.notifications()).length === 0, 5_000);
      return true;
    } catch (error) {
      return error;
    }
  }

  private async restartWith(content: object | undefined, isListed: (slugs: readonly string[]) => boolean): Promise<void> {
    this.home.empty(this.path);
    if (content) {
      this.home.write(join(relative(this.home.root, this.path), ".shim", "models.json"), content);
    }

    await this.probe("command", { id: "shimLsp.restartServer" });
    await until(
      "the server is new",
      async () => isListed((await this.models()).models.map(({ slug }) => slug)) && isNew(await this.stats()),
      20_000,
    );
    await this.statusShows("Auto", 20_000); // the extension knows it too
  }

  get status(): Locator {
    return this.page.locator(`.statusbar-item[id="${ourItem}"]`);
  }

  async statusText(): Promise<string> {
    return plain(await this.status.innerText());
  }

  async statusShows(text: string | RegExp, milliseconds = 60_000): Promise<void> {
    await until(
      `the status item says ${text}`,
      async () => {
        const shown = await this.statusText();
        return (typeof text === "string" ? shown === text : text.test(shown)) || Promise.reject(new Error(shown));
      },
      milliseconds,
    );
  }

  async statusIcon(): Promise<string> {
    return (await this.status.locator(".codicon").first().getAttribute("class")) ?? "";
  }

  /** The icon of the status item: a notification of the same event may be painted before it. */
  async statusIconShows(icon: string): Promise<void> {
    await until(`the status item's icon is ${icon}`, async () => (await this.statusIcon()).includes(icon));
  }

  async isSpinning(): Promise<boolean> {
    return (await this.statusIcon()).includes("loading");
  }

  async tooltip(): Promise<string> {
    await this.page.mouse.move(600, 300);
    await this.status.locator("a").first().hover();
    const hover = this.page.locator(".monaco-hover:visible");
    await hover.waitFor();
    return plain(await hover.innerText());
  }

  /** The quick pick: the picker, an explanation, or an input. */
  get quick(): Locator {
    return this.page.locator(".quick-input-widget:visible");
  }

  async openPicker(): Promise<void> {
    await this.status.locator("a").first().click();
    await this.quick.locator(".quick-input-title", { hasText: "Switch model" }).waitFor();
  }

  async quickTitle(): Promise<string> {
    return plain(await this.quick.locator(".quick-input-title").innerText());
  }

  /** Each row as a screen reader says it: label, description, detail, and the separator above it. */
  async quickRows(): Promise<string[]> {
    const rows = this.quick.locator(".quick-input-list .monaco-list-row");
    // In one go: a live list changes between two questions.
    return (await rows.evaluateAll((all) => all.map((row) => row.getAttribute("aria-label") ?? ""))).map(plain);
  }

  row(text: string): Locator {
    return this.quick.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
  }

  async choose(text: string): Promise<void> {
    await this.row(text).click();
  }

  async close(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await until("the quick pick is closed", async () => !(await this.quick.isVisible()));
  }

  /** A command from the palette, by its title. The palette lists what there is when it opens: one that comes later needs another look. */
  async run(title: string): Promise<void> {
    await until(`the palette has ${title}`, async () => {
      await this.page.keyboard.press("F1");
      await this.quick.locator("input").waitFor();
      await this.page.keyboard.insertText(title); // at once: each letter would have VS Code look through all commands
      const clicked = this.row(title).click({ timeout: 10_000 });
      return (await clicked.then(() => true).catch(() => false)) || (await this.close(), false);
    });
  }

  /** What the palette offers for a text, when it has settled. */
  async palette(text: string): Promise<string[]> {
    await this.page.keyboard.press("F1");
    await this.quick.locator("input").waitFor();
    await this.page.keyboard.insertText(text);
    let before = "";
    const rows = await until("the palette has settled", async () => {
      await this.page.waitForTimeout(300);
      const now = await this.quickRows();
      const settled = now.join("\n") === before && now.length < 10;
      before = now.join("\n");
      return settled && now;
    });
    await this.close();
    return rows;
  }

  notification(text: string): Locator {
    return this.page.locator(".notification-toast", { hasText: text });
  }

  async notifications(): Promise<string[]> {
    return (await this.page.locator(".notification-toast .notification-list-item-message").allInnerTexts()).map(plain);
  }

  async press(notification: string, button: string): Promise<void> {
    const toast = this.notification(notification);
    await toast.waitFor();
    await toast.hover();
    await toast.getByRole("button", { name: button }).click();
  }

  /** Takes a quick fix at the cursor. VS Code may offer it a moment after the problem is listed. */
  async fix(title: string): Promise<void> {
    const offered = this.page.getByText(title).first();
    await until(`"${title}" is offered`, async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+.");
      await offered.waitFor({ timeout: 2_000 });
      return true;
    });
    await offered.click();
  }

  dialog(text: string): Locator {
    return this.page.locator(".monaco-dialog-box", { hasText: text });
  }

  /** Something that only an extension can do or see. */
  async probe<T>(action: string, given: object = {}): Promise<T> {
    const { port } = await until("the probe is up", () => this.probeFile(), 30_000);
    const response = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: JSON.stringify({ action, ...given }) });
    const { result, error } = (await response.json()) as { result?: T; error?: { code?: number; message: string } };
    if (error) {
      throw new Error(`${action}: ${error.message}`);
    }

    return result as T;
  }

  request<T>(method: string, params: object = {}): Promise<T> {
    return this.probe("request", { method, params });
  }

  /** What a person has done in the window so far has reached the extensions: this goes there and back behind it. */
  async settled(): Promise<void> {
    await this.probe("command", { id: "setContext", args: ["shimLspProbe.settled", true] });
  }

  stats(): Promise<Stats> {
    return this.request("status");
  }

  models(): Promise<ModelList> {
    return this.request("listModels");
  }

  route(task: string, params: object = {}): Promise<Decision> {
    return this.request("route", { task, ...params });
  }

  configure(key: string, value: unknown, folder?: string): Promise<void> {
    return this.probe("configure", { key, value, ...(folder && { folder }) });
  }

  /** The process of this window's extensions. */
  async hostPid(): Promise<number> {
    return (await this.probe<{ pid: number }>("window")).pid;
  }

  async screenshot(name: string, clip?: { x: number; y: number; width: number; height: number }): Promise<void> {
    const folder = inject("screenshots");
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`), ...(clip && { clip }) });
  }

  /** A picture of a part of the window, with some space around it. */
  async picture(name: string, part: Locator): Promise<void> {
    const { x, y, width, height } = (await part.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const room = 12;
    const [left, top] = [Math.max(0, x - room), Math.max(0, y - room)];
    const end = { x: Math.min(1280, x + width + room), y: Math.min(800, y + height + 3 * room) };
    await this.screenshot(name, { x: left, y: top, width: end.x - left, height: end.y - top });
  }

  async shut(): Promise<void> {
    await this.page.close();
  }

  private probeFile(): { port: number; pid: number } | undefined {
    try {
      return JSON.parse(readFileSync(join(this.home.probes, `${basename(this.path)}.json`), "utf8")) as {
        port: number;
        pid: number;
      };
    } catch {
      return undefined;
    }
  }
}

const ourItem = "shim-lsp.shim-lsp.shimLsp.model";

/** Runs in the page: whether the status item names a model and does not spin. */
function namesAModel(id: string): boolean {
  const item = document.getElementById(id);
  const text = item?.innerText.replace(/[\uE000-\uF8FF\s]/g, "") ?? "";
  return text !== "" && text !== "Shim" && !(item?.querySelector(".codicon")?.className ?? "").includes("loading");
}

/** A text as a person reads it: no icons' private characters, no runs of space. */
export function plain(text: string): string {
  return text
    .replace(/[\uE000-\uF8FF]/g, "")
    .replace(/[\s\u00A0]+/g, " ")
    .trim();
}
