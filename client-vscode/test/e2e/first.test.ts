import { afterAll, beforeAll, expect, test } from "vitest";
import { Editor } from "./support/editor";
import { Home } from "./support/home";

let home: Home;
let editor: Editor;
beforeAll(async () => {
  home = new Home();
  editor = await Editor.start(home);
});
afterAll(async () => {
  await editor?.stop();
  console.log(process.env["KEEP"] ? home.root : "");
  if (!process.env["KEEP"]) home.remove();
});
test("x", async () => {
  const window = await editor.open(home.folder("shop"));
  console.log(await window.statusText(), await window.statusIcon());
  await window.openPicker();
  console.log(await window.quickRows());
  await window.screenshot("picker");
  await window.close();
  console.log(await window.route("Rename n to count"));
  await window.statusShows(/Auto: .*/);
  console.log(await window.statusText());
  console.log(await window.tooltip());
  await window.screenshot("tooltip");
  console.log(editor.log());
  console.log([...window.hosts]);
  expect(1).toBe(1);
});
