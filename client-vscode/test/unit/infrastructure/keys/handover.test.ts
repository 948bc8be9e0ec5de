import { ServerNotRunning } from "shim-lsp-client/protocol";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Folder } from "../../../../src/infrastructure/folder";
import { type Handed, Handover } from "../../../../src/infrastructure/keys/handover";

const [shop, docs] = [
  { uri: "file:///shop", name: "shop" },
  { uri: "file:///docs", name: "docs" },
];

interface Given {
  readonly keys?: Readonly<Record<string, string>>;
  readonly folders?: readonly (Folder | undefined)[];
  readonly answer?: (folder: Folder | undefined, name: string) => readonly string[];
  readonly read?: (name: string) => Promise<string | undefined>;
}

/** A handover of these keys to these folders, and what it sent to the server: `folder NAME=key`, or `folder -NAME`. */
function given({
  keys = { A: "key-a" },
  folders = [shop],
  answer = (_, name) => [`uses-${name}`],
  read = (name) => Promise.resolve(keys[name]),
}: Given = {}) {
  const sent: string[] = [];
  const handover = new Handover({
    names: () => Object.keys(keys),
    read,
    folders: () => folders,
    send: async (folder, name, secret) => {
      sent.push(`${folder?.name ?? "none"} ${secret ? `${name}=${secret.reveal()}` : `-${name}`}`);
      return { affected: answer(folder, name), generation: 1 };
    },
  });
  return { handover, sent };
}

const never = () => {
  throw new Error("It was in time.");
};

describe("a session gets all keys before it is asked what there is", () => {
  test("once, however often it is asked", async () => {
    const { handover, sent } = given({ keys: { A: "key-a", B: "key-b" } });

    await Promise.all([handover.supply(shop, never), handover.supply(shop, never)]);
    await handover.supply(shop, never);

    expect(sent).toEqual(["shop A=key-a", "shop B=key-b"]);
  });

  test("and so does each folder, and a window without one", async () => {
    const { handover, sent } = given();

    await handover.supply(shop, never);
    await handover.supply(docs, never);
    await handover.supply(undefined, never);

    expect(sent).toEqual(["shop A=key-a", "docs A=key-a", "none A=key-a"]);
  });

  test("again, when another server is started", async () => {
    const { handover, sent } = given();
    await handover.supply(shop, never);

    handover.begin();
    await handover.supply(shop, never);

    expect(sent).toEqual(["shop A=key-a", "shop A=key-a"]);
  });

  test("again, when its folder was closed and is opened once more, and no other does", async () => {
    const { handover, sent } = given();
    await handover.supply(shop, never);
    await handover.supply(docs, never);

    handover.retain([docs]);
    await handover.supply(shop, never);
    await handover.supply(docs, never);

    expect(sent).toEqual(["shop A=key-a", "docs A=key-a", "shop A=key-a"]);
  });

  test("but for those that the store does not give now", async () => {
    const { handover, sent } = given({
      keys: { A: "key-a", B: "key-b" },
      read: (name) => Promise.resolve(name === "A" ? undefined : "key-b"),
    });

    await handover.supply(shop, never);

    expect(sent).toEqual(["shop B=key-b"]);
  });

  test("and an older server, or one that refuses a key, keeps nobody waiting", async () => {
    const { handover } = given({
      answer: () => {
        throw Object.assign(new Error("Unknown method."), { code: -32601 });
      },
    });

    await expect(handover.supply(shop, never)).resolves.toBeUndefined();
  });

  test("a keyring that asks for its password is not waited for, and is heard of when it answers", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    let unlock: (key: string) => void = never;
    const { handover, sent } = given({ read: () => new Promise((resolve) => (unlock = resolve)) });
    let late = 0;

    const supplied = handover.supply(shop, () => (late += 1));
    await vi.advanceTimersByTimeAsync(1_000);
    await supplied;
    expect([sent, late]).toEqual([[], 0]);
    unlock("key-a");
    await vi.advanceTimersByTimeAsync(0);

    await handover.supply(shop, never);
    expect([sent, late]).toEqual([["shop A=key-a"], 1]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("what is asked in the moment after a start", () => {
  test("waits for the keys of every session, and sends none itself", async () => {
    const unlock: ((key: string) => void)[] = [];
    const { handover, sent } = given({ read: () => new Promise((resolve) => unlock.push(resolve)) });
    let arrived = false;

    await handover.arrived();
    const supplied = [handover.supply(shop, never), handover.supply(docs, never)];
    const waited = handover.arrived().then(() => (arrived = true));
    unlock[0]?.("key-a");
    await supplied[0];
    expect([sent, arrived]).toEqual([["shop A=key-a"], false]);
    unlock[1]?.("key-a");
    await waited;

    expect(sent).toEqual(["shop A=key-a", "docs A=key-a"]);
  });

  test("waits for a keyring that asks for its password no longer than the list does, and then no more", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { handover } = given({ read: () => new Promise(() => undefined) });
    void handover.supply(shop, never);

    await vi.advanceTimersByTimeAsync(600);
    const first = handover.arrived();
    await vi.advanceTimersByTimeAsync(400);
    await first;
    await handover.arrived();

    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a key that changes", () => {
  test("goes to every session, and says which models use it", async () => {
    const { handover, sent } = given({ folders: [shop, docs], answer: (folder) => ["haiku", `only-${folder?.name ?? ""}`] });

    expect(await handover.give("A", "new")).toEqual({ kind: "given", affected: ["haiku", "only-shop", "only-docs"] });
    expect(await handover.give("A", undefined)).toMatchObject({ kind: "given" });

    expect(sent).toEqual(["shop A=new", "docs A=new", "shop -A", "docs -A"]);
  });

  test("is said again where a person gives the same again: that heals a model that was refused", async () => {
    const { handover, sent } = given();

    await handover.give("A", "same");
    await handover.give("A", "same");

    expect(sent).toEqual(["shop A=same", "shop A=same"]);
  });

  test.each<[string, string | undefined, string | undefined, string[]]>([
    ["another key, by another window", "old", "new", ["shop A=new"]],
    ["a removed one, by another window", "old", undefined, ["shop -A"]],
    ["the one that this window has just given", "new", "new", []],
    ["the one that this window has just removed", undefined, undefined, []],
  ])("in the store: %s", async (_, told, stored, expected) => {
    const { handover, sent } = given();
    await handover.give("A", told);
    sent.length = 0;

    expect(await handover.follow("A", stored)).toBe(expected.length > 0);

    expect(sent).toEqual(expected);
  });

  test("in the store, and the server was given it at its start", async () => {
    const { handover, sent } = given();
    await handover.supply(shop, never);

    expect(await handover.follow("A", "key-a")).toBe(false);
    expect(sent).toHaveLength(1);
  });

  test.each<[string, unknown, Handed]>([
    ["an older server", Object.assign(new Error("m"), { code: -32601 }), { kind: "unsupported" }],
    ["no server", new ServerNotRunning(), { kind: "notRunning" }],
    ["a name that the server does not take", Object.assign(new Error("name"), { code: -32602 }), { kind: "refused" }],
    ["an error that quotes the key", Object.assign(new Error("Bad key new"), { code: -32603 }), { kind: "refused" }],
  ])("and %s: its kind is told, and no word of it", async (_, error, expected) => {
    const { handover } = given({
      answer: () => {
        throw error;
      },
    });

    expect(await handover.give("A", "new")).toEqual(expected);
  });

  test("and one session that did not take it does not hide the others", async () => {
    const { handover } = given({
      folders: [shop, docs],
      answer: (folder) => {
        if (folder === shop) {
          throw Object.assign(new Error("closed meanwhile"), { code: 1005 });
        }

        return ["haiku"];
      },
    });

    expect(await handover.give("A", "new")).toEqual({ kind: "given", affected: ["haiku"] });
  });
});
