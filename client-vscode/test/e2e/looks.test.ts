// What a person sees, in each kind of theme: pictures to look at, and what axe-core finds in what is ours.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Locator } from "playwright-core";
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

/** The README shows the dark theme's pictures. */
async function forReadme(theme: string, name: string, part: Locator): Promise<void> {
  if (theme === "dark") {
    await window.picture(`readme-${name}`, part);
  }
}

afterAll(async () => {
  await editor.stop();
  home.remove();
});

/** A broken rule, and for contrast the colours. */
interface Finding {
  readonly rule: string;
  readonly html: string;
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly {
    readonly html: string;
    readonly any: readonly { readonly data: { fgColor?: string; bgColor?: string } | null }[];
  }[];
}

/** Serious findings in a part of the page. */
async function serious(selector: string): Promise<Finding[]> {
  await window.page.evaluate(axe);
  const violations = await window.page.evaluate(async (part) => {
    const runner = (globalThis as unknown as { axe: { run(part: string): Promise<{ violations: Violation[] }> } }).axe;
    return (await runner.run(part)).violations;
  }, selector);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => ({
        rule: [id, any[0]?.data?.fgColor, any[0]?.data?.bgColor].filter(Boolean).join(" "),
        html: html.slice(0, 200),
      })),
    );
}

/** The rules that every extension's quick pick breaks in this theme, because VS Code writes and paints the rows. */
async function vscodes(): Promise<ReadonlySet<string>> {
  await window.palette("Shim: Sh"); // rows are used again, and those of the palette leave their keybindings behind
  await window.probe("pick");
  await until("the probe's quick pick is open", async () => (await window.quickTitle()) === "Probe");
  const found = await serious(".quick-input-widget");
  await window.close();
  return new Set(found.map(({ rule }) => rule));
}

/** What is left in the quick pick that is open: that is ours. */
async function ours(excused: ReadonlySet<string>): Promise<Finding[]> {
  return (await serious(".quick-input-widget")).filter(({ rule }) => !excused.has(rule));
}

describe.each([
  ["dark", "Default Dark Modern"],
  ["light", "Default Light Modern"],
  ["high-contrast", "Default High Contrast"],
  ["high-contrast-light", "Default High Contrast Light"],
])("%s", (name, theme) => {
  let excused: ReadonlySet<string>;

  beforeAll(async () => {
    await window.configure("workbench.colorTheme", theme);
    await until("the theme is on", async () => {
      const body = (await window.page.locator(".monaco-workbench").getAttribute("class")) ?? "";
      return body.includes(
        { dark: "vs-dark", light: "vs ", "high-contrast": "hc-black", "high-contrast-light": "hc-light" }[name] ?? "",
      );
    });
    excused = await vscodes();
  });

  test("the picker", async () => {
    await window.openPicker();
    await window.screenshot(`picker-${name}`);
    await forReadme(name, "picker", window.quick);
    expect(await ours(excused)).toEqual([]);
    await window.close();
  });

  test("the status item and its tooltip", async () => {
    await window.tooltip();
    await window.screenshot(`tooltip-${name}`);
    await forReadme(name, "tooltip", window.page.locator(".monaco-hover:visible"));
    expect(await serious('[id="shim-lsp.shim-lsp.shimLsp.model"]')).toEqual([]);
    await window.page.mouse.move(600, 300);
  });

  test("the explanation", async () => {
    await window.run("Shim: Show Last Decision");
    await until("it is open", async () => (await window.quickTitle()).startsWith("Routed to"));
    await window.screenshot(`explanation-${name}`);
    await forReadme(name, "explanation", window.quick);
    expect(await ours(excused)).toEqual([]);
    await window.close();
  });
});
