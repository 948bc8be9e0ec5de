// What changes outside is seen inside: the catalog on disk, a setting, a model's health, a verdict, in a real VS Code.
import { describe, expect, onTestFinished, test } from "vitest";
import { big, easy, huge, local } from "./support/catalogs";
import { useEditor } from "./support/open";
import { promptly, timed, until } from "./support/until";

const { home, open, fresh } = useEditor();

describe("a change is seen within a second, in the open picker and the status bar, and drops what was cached", () => {
  test("models.json edited on disk", async () => {
    const window = await fresh({ models: [local, big] });
    await window.route(easy);
    await window.statusShows("Auto: Qwen Local");
    expect((await window.stats()).entries).toBe(1);
    await window.openPicker();
    await until("the picker has its rows", async () => (await window.quickRows()).length === 3);

    const tries = await promptly(1_000, (attempt) => {
      const display_name = `Qwen Renamed ${attempt}`;
      home.write("work/.shim/models.json", { models: [{ ...local, display_name }, huge, big] });
      return timed(() =>
        until(
          "the picker and the status follow",
          async () => (await window.quickRows()).length === 4 && (await window.statusText()) === `Auto: ${display_name}`,
        ),
      );
    });
    expect(await window.quickRows()).toEqual(expect.arrayContaining([expect.stringContaining("Qwen Huge")]));
    expect(await window.stats()).toMatchObject({ entries: 0, invalidations: { catalogChanged: tries } });
    await window.close();

    // What was decided for a model that is gone goes with it.
    home.write("work/.shim/models.json", { models: [huge, big] });
    await window.statusShows("Auto");
    expect(await window.tooltip()).not.toMatch(/Qwen (Local|Renamed)|Last task/);
  });

  test("a file that is half written leaves the models, and says so", async () => {
    const window = await fresh({ models: [local, big] });
    await window.openPicker();

    home.write("work/.shim/models.json", '{ "models": [ { "slug": "lo');

    await until("the picker says so", async () =>
      (await window.quickRows()).some((row) => row.includes("2 problems in the models file")),
    );
    await window.screenshot("problem");
    expect(await window.quickRows()).toHaveLength(4);
    expect(await window.statusText()).toBe("Auto");
  });

  test("a setting", async () => {
    const window = await fresh();
    onTestFinished(() => window.configure("shim.router.enabled", null));
    await window.route(easy);
    await window.statusShows("Auto: Qwen Local");
    const before = await window.stats();
    expect(before.entries).toBe(1);
    await window.openPicker();

    const isOffered = async () => (await window.quickRows()).some((row) => row.startsWith("Auto"));
    await promptly(1_000, async (attempt) => {
      if (attempt > 1) {
        await window.configure("shim.router.enabled", true);
        await until("Auto is back", isOffered);
      }

      await window.configure("shim.router.enabled", false);
      return timed(() => until("Auto is gone", async () => !(await isOffered()) && (await window.statusText()) === "Qwen Local"));
    });
    const after = await window.stats();
    expect(after.entries).toBe(0);
    expect(after.invalidations["configurationChanged"]).toBeGreaterThan(before.invalidations["configurationChanged"] ?? 0);
  });

  test("a 429: the model is unavailable, with its time, and then it is back", async () => {
    const window = await fresh();
    await window.openPicker();

    const itIsBack = () =>
      until("it is back", async () => (await window.quickRows()).every((row) => !row.includes("rate limited")));
    await promptly(1_000, async (attempt) => {
      if (attempt > 1) {
        await itIsBack();
      }

      await window.request("reportOutcome", { slug: "haiku", status: 429, retryAfterSeconds: 8 });
      return timed(() =>
        until("it is told", async () =>
          (await window.quickRows()).some((row) => /^Claude Haiku, .*, rate limited until \d\d:\d\d:\d\d/.test(row)),
        ),
      );
    });
    await window.screenshot("unavailable");

    await itIsBack();
  });
});

test("a verdict on the last decision moves the threshold, and all of them are taken back", async () => {
  home.write("rated/.shim/models.json", { models: [local, big] });
  const window = await open(home.path("rated"));
  expect(await window.palette("Rate Last Decision")).not.toEqual(expect.arrayContaining([expect.stringContaining("Shim: Rate")]));
  await window.route(easy);
  await window.statusShows("Auto: Qwen Local");
  const before = (await window.stats()).feedback;

  await window.run("Shim: Rate Last Decision");
  await until("it asks", async () => (await window.quickTitle()) === "Was Qwen Local right for its task?");
  expect((await window.quickRows()).map((row) => row.split(",")[0])).toEqual(["Too weak", "Right", "Too strong"]);
  await window.screenshot("verdict");
  await window.choose("Too weak");
  const said = window.page.locator(".statusbar-item", { hasText: "From now on stronger models get more tasks" });
  await said.waitFor();
  const after = await window.stats();
  expect(after.feedback).toMatchObject({ tooWeak: 1 });
  expect(await said.innerText()).toContain(`${after.feedback?.threshold.toFixed(2)}.`);

  await window.run("Shim: Rate Last Decision");
  await window.choose("Take all verdicts back");
  await until("they are gone", async () => JSON.stringify((await window.stats()).feedback) === JSON.stringify(before));
});
