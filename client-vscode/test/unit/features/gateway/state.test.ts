import { homedir } from "node:os";
import { expect, test } from "vitest";
import { resolvedModels } from "../../../../src/features/gateway/modelsPath";
import { agreedOn, listed } from "../../../../src/features/gateway/state";

const gateway = (pid: number, started: string, folder = "/work", ofRun = false) => ({
  url: `http://127.0.0.1:${pid}`,
  pid,
  folder,
  started,
  ofRun,
});
const early = "2026-11-29T10:00:00Z";
const late = "2026-11-29T10:00:01Z";

test.each<[string, readonly ReturnType<typeof gateway>[], number | undefined]>([
  ["none runs", [], undefined],
  ["one of another folder is not ours", [gateway(1, early, "/other")], undefined],
  ["one of an agent's run ends with the agent", [gateway(1, early, "/work", true)], undefined],
  ["of two the first stays", [gateway(1, late), gateway(2, early)], 2],
  ["of two that started at once the lower process stays", [gateway(9, early), gateway(3, early)], 3],
])("%s", (_, gateways, pid) => {
  expect(agreedOn(gateways, "/work")?.pid).toBe(pid);
});

test.each<[string, string, number]>([
  ["a list", '{"gateways":[{"url":"http://127.0.0.1:1","pid":1,"folder":"/","started":"2026-11-29T10:00:00Z"}]}', 1],
  ["an empty list", '{"gateways":[]}', 0],
  ["nothing", "", 0],
  ["an older server's text", "No gateway runs.", 0],
])("what the command prints is read: %s", (_, output, count) => {
  expect(listed(output)).toHaveLength(count);
});

test.each<[string, string | null | undefined, string | undefined]>([
  ["not set", null, undefined],
  ["empty", " ", undefined],
  ["at home", "~/models.json", `${homedir()}/models.json`],
  ["relative to the folder", "conf/models.json", "/work/conf/models.json"],
  ["absolute", "/etc/models.json", "/etc/models.json"],
])("the models path is the server's: %s", (_, setting, path) => {
  expect(resolvedModels(setting, "/work")).toBe(path);
});
