// The picker of a person with many models, in a real VS Code: filter, order, pin, exclude, and what is asked when a choice cannot work.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { big, easy, local, manyModels } from "./support/catalogs";
import { useEditor } from "./support/open";
import { promptly, timed, until } from "./support/until";

const { home, open, fresh } = useEditor();

test.each([60, 300])("%d models: every word of the filter counts, by provider or by price, at any width", async (count) => {
  const window = await fresh({ models: manyModels(count) });
  const input = window.quick.locator("input[type=text]");
  const first = (text: RegExp) =>
    until(`the first row is ${text.source}`, async () => text.test((await window.quickRows())[0] ?? ""));

  await window.openPicker();
  await window.screenshot(`picker-${count}`);
  await input.fill("images 17 anthropic");
  await first(/^Model 17 /);
  const found = await window.quickRows();
  expect(found.every((row) => row.includes("17") && row.includes("images") && row.toLowerCase().includes("anthropic"))).toBe(
    true,
  );
  await input.fill("images");
  await until("the last row can be reached, though it comes after those in sight", async () => {
    await window.page.keyboard.press("ArrowUp"); // from the first one to the last
    return (await window.quickRows()).some((row) => row.startsWith(`Model ${count - 1} `));
  });
  await input.fill("nothing has this");
  await until("no row is left", async () => (await window.quickRows()).every((row) => !row.startsWith("Model")));
  await input.fill("");
  await first(/^Auto/);

  await window.quick.getByRole("button", { name: "Order by price" }).click();
  await until("the cheapest is first", async () => ((await window.quickRows())[1] ?? "").includes("By price"));
  await input.fill(`$${1 + ((21 * 7) % count)}/$5`); // its own price
  await window.row("Model 21 of").hover();
  await window.row("Model 21 of").getByRole("button", { name: "Pin to the top of this list" }).click();
  await input.fill("");
  await until("it is pinned", async () => /^Model 21 .*, Pinned$/.test((await window.quickRows())[1] ?? ""));
  await window.page.setViewportSize({ width: 320, height: 600 });
  await window.screenshot(`picker-${count}-narrow`);
  const box = await window.quick.boundingBox();
  expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 320).toBe(true);
  await window.page.setViewportSize({ width: 1280, height: 800 });
  await window.close();

  await window.openPicker();
  await until("order and pin are remembered", async () => /^Model 21 .*, Pinned$/.test((await window.quickRows())[1] ?? ""));
  await window.row("Model 21 of").hover();
  await window.row("Model 21 of").getByRole("button", { name: "Unpin" }).click();
  await window.quick.getByRole("button", { name: "Group by provider" }).click();
  await until("all is as it was", async () => !/Pinned|By price/.test((await window.quickRows())[1] ?? ""));
});

test("a model is taken out of Auto and back in its row of the file, whose comments stay", async () => {
  const text = `{\n  // mine\n  "models": [\n    ${JSON.stringify(local)}, // cheap\n    ${JSON.stringify(big)}\n  ]\n}\n`;
  const window = await fresh();
  const file = home.write("work/.shim/models.json", text);
  await until("its models are in force", async () => (await window.models()).models.length === 3);
  const isCandidate = async () => (await window.models()).models.find(({ slug }) => slug === "local")?.candidate !== false;

  await window.openPicker();
  await window.row("Qwen Local").hover();
  await window.row("Qwen Local").getByRole("button", { name: "Exclude from Auto" }).click();
  await until("the server reads it", async () => !(await isCandidate()));
  await until("the row says so", async () => (await window.quickRows()).some((row) => row.includes("not in Auto")));
  const changed = readFileSync(file, "utf8");
  expect((await window.route(easy)).slug).toBe("big");
  await window.row("Qwen Local").hover();
  await window.row("Qwen Local").getByRole("button", { name: "Include in Auto" }).click();
  await until("it is back", isCandidate);

  expect(changed).toMatch(/\/\/ mine[\s\S]*"candidate": false[\s\S]*\/\/ cheap/);
  expect(readFileSync(file, "utf8")).not.toContain("candidate");
  expect(await window.page.locator(".tab.dirty").count()).toBe(0);
});

test("two windows on one folder agree within a second; a slug, and back to the model before", async () => {
  const folder = home.folder("shared");
  const [one, two] = [await open(folder), await open(folder)];
  const command = (id: string, ...args: string[]) => two.probe("command", { id, args });

  await promptly(1_000, async (attempt) => {
    const [slug, name] = attempt % 2 === 1 ? ["opus", "Claude Opus"] : ["haiku", "Claude Haiku"];
    await command("shimLsp.switchModel", slug);
    return timed(() => Promise.all([one.statusShows(name), two.statusShows(name)]));
  });
  await command("shimLsp.switchModel", "haiku");
  await command("shimLsp.switchModel", "auto");
  await one.statusShows("Auto");
  await command("shimLsp.previousModel");
  await one.statusShows("Claude Haiku");
  await command("shimLsp.setDefaultModel", "opus");
  await one.statusShows("Claude Opus");
  const other = await open(home.folder("never opened before"));
  await other.statusShows("Claude Opus");
  await command("shimLsp.setDefaultModel", "auto");
});

test("a model that cannot be used asks at once what to do, and the item is yellow until it can", async () => {
  const window = await fresh({ models: [local, big] });
  const isYellow = async () => (await window.status.getAttribute("class"))?.includes("warning-kind") ?? false;
  await window.request("switchModel", { slug: "auto" });
  await window.request("reportOutcome", { slug: "local", status: 429, retryAfterSeconds: 900 });

  await window.openPicker();
  await window.choose("Qwen Local");
  await until("it asks", async () => (await window.quickTitle()) === "Qwen Local cannot be used now");
  await window.screenshot("unusable");
  expect((await window.quickRows()).map((row) => row.split(",")[0])).toEqual([
    expect.stringMatching(/^Wait until \d\d:\d\d/),
    "Use Auto",
  ]);
  await until("it is yellow", isYellow);

  await window.request("reportOutcome", { slug: "local", status: 200 });
  await until("the question is gone", async () => !(await window.quick.isVisible()));
  await until("the yellow is gone", async () => !(await isYellow()));
});

test("a model on this machine says whether it is there: pulled, not pulled, or nothing listens", async () => {
  const ollama = createServer((_, response) => response.end(JSON.stringify({ models: [{ name: "qwen3:8b" }] })));
  await new Promise<void>((resolve) => ollama.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void ollama.close());
  const base_url = `http://127.0.0.1:${(ollama.address() as AddressInfo).port}`;
  const row = (slug: string, model: string, more: object) => ({ ...local, slug, display_name: slug, model, base_url, ...more });
  const window = await fresh({
    models: [
      row("Pulled", "qwen3:8b", {}),
      row("Missing", "qwen3:30b", {}),
      row("Nowhere", "x", { base_url: "http://127.0.0.1:9" }),
    ],
  });
  onTestFinished(() => window.configure("shim.checkLocalEndpoints", false));
  await window.configure("shim.checkLocalEndpoints", true);

  await window.openPicker();

  const shown = (text: string) => until(text, async () => (await window.quickRows()).some((each) => each.includes(text)));
  await shown("Ollama does not have this model (ollama pull qwen3:30b)");
  await shown("Ollama does not answer (ollama serve)");
  await until("what was seen is not called unchecked", async () =>
    (await window.quickRows()).some((each) => each.startsWith("Pulled") && !each.includes("not checked")),
  );
  await window.screenshot("here");
});
