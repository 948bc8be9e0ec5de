// VS Code's own Chat, signed out, with the models of a catalog. The providers are a server on this machine.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { chatCatalog } from "./support/catalogs";
import { ChatView } from "./support/chatView";
import { useEditor } from "./support/open";
import { until } from "./support/until";
import { Upstream } from "./support/upstream";

const upstream = new Upstream();
const { home, open } = useEditor({ settings: { "chat.disableAIFeatures": false } });
const catalog = "home/.config/shim-lsp/models.json";
beforeAll(async () => {
  home.write(catalog, chatCatalog(await upstream.start()));
});
afterAll(() => upstream.stop());
beforeEach(() => upstream.reset());

/** What Chat itself asked, without the titles and messages that VS Code has written beside it. */
const asked = () => upstream.asked.filter(({ tools }) => tools !== undefined);

test("Auto answers signed out, edits a file through a tool, sees an image and shows its thoughts; a switch in the middle counts", async () => {
  const file = home.write("work/main.py", "n = 1\nprint(n)\n");
  const window = await open(home.path("work"));
  const chat = await ChatView.use(window);

  await chat.ask("hi");
  await chat.answers(/Hello\..*Answered by Small/);
  await window.page
    .locator(".interactive-response")
    .last()
    .getByText(/Answered/)
    .first()
    .click();
  await chat.answers("Small is the cheapest of 2 that reach 0.70");
  await window.picture("readme-chat", window.page.locator(".part.auxiliarybar"));

  upstream.answer = ({ messages }) =>
    messages.at(-1)?.role === "tool"
      ? { text: "Renamed." }
      : {
          call: {
            name: "replace_string_in_file",
            arguments: { filePath: file, oldString: "n = 1\nprint(n)\n", newString: "count = 1\nprint(count)\n" },
          },
        };
  await chat.ask("Rename n to count in main.py");
  await chat.answers(/Renamed\..*Answered by Small/);
  await until("the file is edited", () => readFileSync(file, "utf8") === "count = 1\nprint(count)\n");
  await window.screenshot("chat-edit");

  upstream.answer = () => ({ text: "A red dot." });
  await chat.paste(dot);
  await chat.ask("What is in the picture?");
  await chat.answers("A red dot.");
  expect(JSON.stringify(asked().at(-1)?.messages)).toContain("data:image/png;base64,");

  upstream.answer = () => ({ thoughts: "A dot is round, a square is not.", text: "Thought through." });
  await chat.ask("Think");
  await chat.answers("Thought through.");
  await chat.unfolds("A dot is round, a square is not.");
  await window.screenshot("chat-thoughts");

  upstream.answer = () => ({ text: "A red dot." });
  await chat.picker.click();
  await window.page.getByText("Other Models").click();
  await chat.row("Large").hover();
  await until("the card of the model shows", () => window.page.getByText("Max context").isVisible());
  await window.screenshot("chat-picker");
  expect(await chat.row("Large").getAttribute("aria-label")).toContain("$5/$25 per 1M · 64k context");
  await chat.row("Large").click();
  await chat.think("High");
  await chat.ask("And now?");
  await chat.answers(/A red dot\..*Answered by Large/);
  expect(asked().at(-1)).toMatchObject({ model: "large-1", reasoning_effort: "high" });
  expect([...window.hosts].filter((host) => !host.startsWith("127.0.0.1"))).toEqual([]);
});

test("a 429 falls back and is told; stop stops the model; an error is one line", async () => {
  const window = await open(home.folder("trouble"));
  const chat = await ChatView.use(window);

  upstream.answer = ({ model, tools }) =>
    tools && model === "small-1" ? { status: 429, headers: { "retry-after": "900" } } : { text: "From the next best." };
  await chat.ask("hi");
  await chat.answers(/From the next best\..*Answered by Large instead of Small/);
  await chat.picker.click();
  await window.page.getByText("Other Models").click();
  await until("the picker says until when", async () =>
    /rate limited until \d/.test((await chat.row("Small").getAttribute("aria-label")) ?? ""),
  );
  await window.screenshot("chat-limited");
  await window.page.keyboard.press("Escape");

  upstream.answer = ({ tools }) => (tools ? { endless: "and on " } : { text: "A title" });
  await chat.ask("Count");
  await chat.answers("and on and on");
  await chat.stop();
  await until("the model is left", () => upstream.left === 1);

  upstream.answer = () => ({ status: 500 });
  await chat.ask("Fail");
  const error = await chat.answers("No model answered.");
  await window.screenshot("chat-error");
  expect(error).toContain("Large: provider error (500).");
  expect(error).not.toMatch(/\bat .*\.js:/);
});

/** A picture of one pixel. */
const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
