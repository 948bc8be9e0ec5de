// What a person sees, in each kind of theme: pictures to look at, and what axe-core finds in what is ours.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalog, hard } from "./support/catalogs";
import { Editor } from "./support/editor";
import { Home } from "./support/home";
import { until } from "./support/until";
import type { Window } from "./support/window";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const home = new Home();
let editor: Editor;
let window: Window;

beforeAll(async () => {
  home.write("home/.config/shim-lsp/models.json", catalog);
  editor = await Editor.start(home, { variables: { SHIM_TEST_KEY: "placeholder" } });
  window = await editor.open(home.folder("looks"));
  await window.request("reportOutcome", { slug: "haiku", status: 429, retryAfterSeconds: 900 });
  await window.route(hard);
  await window.statusShows("Auto: Claude Opus");
});

afterAll(async () => {
  await editor.stop();
  home.remove();
});

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Serious findings in a part of the page. The page around it is VS Code's. */
async function serious(selector: string): Promise<string[]> {
  await window.page.evaluate(axe);
  const violations = await window.page.evaluate(
    async (part) => {
      const runner = (globalThis as unknown as { axe: { run(part: string): Promise<{ violations: Violation[] }> } }).axe;
      return (await runner.run(part)).violations;
    },
    selector,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

describe.each([
  ["dark", "Default Dark Modern"],
  ["light", "Default Light Modern"],
  ["high-contrast", "Default High Contrast"],
  ["high-contrast-light", "Default High Contrast Light"],
])("%s", (name, theme) => {
  beforeAll(async () => {
    await window.configure("workbench.colorTheme", theme);
    await until("the theme is on", async () => {
      const body = (await window.page.locator(".monaco-workbench").getAttribute("class")) ?? "";
      return body.includes({ dark: "vs-dark", light: "vs ", "high-contrast": "hc-black", "high-contrast-light": "hc-light" }[name] ?? "");
    });
  });

  test("the picker", async () => {
    await window.openPicker();
    await window.screenshot(`picker-${name}`);
    expect(await serious(".quick-input-widget")).toEqual([]);
    await window.close();
  });

  test("the status item and its tooltip", async () => {
    await window.tooltip();
    await window.screenshot(`tooltip-${name}`);
    expect(await serious('[id="shim-lsp.shim-lsp.shimLsp.model"]')).toEqual([]);
    await window.page.mouse.move(600, 300);
  });

  test("the explanation", async () => {
    await window.run("Shim: Show Last Decision");
    await until("it is open", async () => (await window.quickTitle()).startsWith("Routed to"));
    await window.screenshot(`explanation-${name}`);
    expect(await serious(".quick-input-widget")).toEqual([]);
    await window.close();
  });
});
