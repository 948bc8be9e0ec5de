// The picker's conversation with VS Code: what it is handed for which letter, and how often this machine's endpoints are looked at. VS Code
// stands in here with a quick pick that remembers what it was handed.
import type { QuickInputButton, QuickPickItemButtonEvent } from "vscode";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Item } from "../../../../src/features/picker/items";
import type { KeptChoices } from "../../../../src/features/picker/kept";
import { openPicker } from "../../../../src/features/picker/picker";
import type { Session } from "../../../../src/infrastructure/client/session";
import type { Shim } from "../../../../src/infrastructure/shim";
import { auto, list, model, session } from "../../support/given";

type Listener<T> = (value: T) => void;

/** A quick pick as far as the picker uses it. */
class Pick {
  readonly handed: string[][] = [];
  value = "";
  activeItems: readonly Item[] = [];
  selectedItems: readonly Item[] = [];
  private rows: readonly Item[] = [];
  private readonly listeners = new Map<string, Listener<unknown>>();

  get items(): readonly Item[] {
    return this.rows;
  }

  set items(rows: readonly Item[]) {
    this.rows = rows;
    this.handed.push(rows.map(({ label, alwaysShow }) => (alwaysShow === true ? `${label}!` : label)));
  }

  /** A person types. */
  type(value: string): string[][] {
    this.handed.length = 0;
    this.value = value;
    this.fire("value", value);
    return this.handed;
  }

  /** A person presses Enter on a row. */
  accept(label: string): void {
    this.selectedItems = this.rows.filter((row) => row.label === label);
    this.fire("accept", undefined);
  }

  readonly onDidChangeValue = this.listen<string>("value");
  readonly onDidTriggerButton = this.listen<QuickInputButton>("button");
  readonly onDidTriggerItemButton = this.listen<QuickPickItemButtonEvent<Item>>("itemButton");
  readonly onDidAccept = this.listen("accept");
  readonly onDidHide = this.listen("hide");

  readonly show = vi.fn();
  readonly dispose = vi.fn();

  hide(): void {
    this.fire("hide", undefined);
  }

  private listen<T>(event: string) {
    return (listener: Listener<T>) => {
      this.listeners.set(event, (value) => {
        listener(value as T);
      });
      return { dispose: () => this.listeners.delete(event) };
    };
  }

  private fire(event: string, value: unknown): void {
    this.listeners.get(event)?.(value);
  }
}

const vscode = vi.hoisted((): { pick?: unknown } => ({}));
vi.mock("vscode", async () => ({
  l10n: await import("@vscode/l10n"),
  ThemeIcon: class {
    constructor(readonly id: string) {}
  },
  QuickPickItemKind: { Separator: -1 },
  commands: {},
  workspace: {},
  window: { createQuickPick: () => vscode.pick },
}));

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const models = [
  auto,
  model("small", { displayName: "Small Coder" }),
  model("large", { displayName: "Large Coder", supportsImages: true }),
  model("hosted", { displayName: "Hosted", provider: "anthropic", supportsImages: true }),
];

/** A picker that is open. */
function open(known: Session = session(list("auto", models))) {
  const pick = new Pick();
  vscode.pick = pick;
  const checkLocalEndpoints = vi.fn(() => Promise.resolve());
  const choose = vi.fn(() => Promise.resolve());
  const folder = { uri: "file:///work", name: "work" };
  let changed: Listener<Session> = () => undefined;
  let now = { ...known, folder };
  const shim = {
    client: { checkLocalEndpoints },
    sessions: {
      of: () => now,
      onDidChange: (listener: Listener<Session>) => {
        changed = listener;
        return { dispose: () => (changed = () => undefined) };
      },
    },
    folder: { current: folder },
    log: { error: vi.fn() },
  } as unknown as Shim;
  const kept = { now: { order: "provider", pinned: [], recent: [] } } as unknown as KeptChoices;
  openPicker(shim, kept, { choose, setCandidate: () => Promise.resolve() });
  const change = (next: Session) => {
    now = { ...next, folder };
    changed(now);
  };
  return { pick, checkLocalEndpoints, choose, folder, change };
}

test("the endpoints of this machine are looked at when it opens and every minute, until it closes", () => {
  const { pick, checkLocalEndpoints, folder } = open();
  const looks = (milliseconds: number) => {
    vi.advanceTimersByTime(milliseconds);
    return checkLocalEndpoints.mock.calls.length;
  };

  expect(looks(0)).toBe(1);
  expect(checkLocalEndpoints).toHaveBeenCalledWith(folder);
  expect(looks(59_999)).toBe(1);
  expect(looks(1)).toBe(2);
  expect(looks(3 * 60_000)).toBe(5);
  pick.hide();
  expect(looks(10 * 60_000)).toBe(5);
});

const whole = ["Auto", "Ollama", "Small Coder", "Large Coder", "Anthropic", "Hosted"];

test.each<[string, string[], string[][]]>([
  ["one word is VS Code's to find", ["c", "co", "coder", "codex"], []],
  ["the end of the filter too", ["coder", ""], []],
  [
    "with a space the rows are ours, before the next word begins",
    ["images", "images "],
    [["Ollama", "Large Coder!", "Anthropic", "Hosted!"]],
  ],
  ["several words", ["images coder"], [["Ollama", "Large Coder!"]]],
  ["a heading's word", ["anthropic"], []], // it is in the model's own id as well
  ["words that nothing has", ["coder hosted"], [[]]],
])("%s: what VS Code is handed", (_, typed, expected) => {
  const { pick } = open();
  expect(pick.handed).toEqual([whole]);

  const handed = typed.flatMap((value) => pick.type(value).slice());

  expect(handed).toEqual(expected);
});

test("back at one word it has all rows again, when nobody types", () => {
  const { pick } = open();
  pick.type("images coder");
  expect(pick.type("images")).toEqual([["Ollama", "Large Coder!", "Anthropic", "Hosted!"]]);

  vi.advanceTimersByTime(1_000);

  expect(pick.handed.slice(1)).toEqual([whole]);
});

test("of many rows those in sight are handed first, the others when nobody types", () => {
  const { pick } = open(session(list("auto", [auto, ...Array.from({ length: 300 }, (_, index) => model(`m${index}`))])));

  expect(pick.type("ollama m").map((rows) => rows.length)).toEqual([40]);
  vi.advanceTimersByTime(1_000);

  expect(pick.handed.map((rows) => rows.length)).toEqual([40, 301]);
});

test("a change while one word is typed is handed as a whole, and what cannot be seen is not chosen", () => {
  const { pick, change } = open();
  pick.type("coder");

  change(session(list("auto", [...models, model("new", { displayName: "New Coder" })])));

  expect(pick.handed).toEqual([["Auto", "Ollama", "Small Coder", "Large Coder", "New Coder", "Anthropic", "Hosted"]]);
  expect(pick.activeItems.map(({ label }) => label)).toEqual(["Small Coder"]);
});

test.each([
  ["coder", "Large Coder", "large"],
  ["cd", "Large Coder", "large"], // VS Code finds what we would not: what a person sees is what they mean
  ["images coder", "Large Coder", "large"],
])("with %j typed, Enter chooses what is under the cursor", (typed, label, slug) => {
  const { pick, choose, folder } = open();
  pick.type(typed);

  pick.accept(label);

  expect(choose).toHaveBeenCalledWith(folder, slug);
});

test("an Enter that is quicker than our rows means the first of them", () => {
  const { pick, choose, folder } = open();
  pick.type("images coder");
  pick.value = "images hosted";

  pick.accept("Large Coder");

  expect(choose).toHaveBeenCalledWith(folder, "hosted");
});
