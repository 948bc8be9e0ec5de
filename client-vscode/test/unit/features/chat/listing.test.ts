import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Listing, patience } from "../../../../src/features/chat/listing";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** VS Code as it is: it asks for the models of no group, then for those of each group, and again when it is told to. */
class Editor {
  groups = 0;
  again = 0;
  readonly remembered: boolean[] = [];
  readonly listing: Listing;

  constructor(grouped: boolean) {
    this.listing = new Listing({
      grouped,
      remember: (isGrouped) => this.remembered.push(isGrouped),
      askAgain: () => this.again++,
    });
  }

  /** Where the models show: `-` for no group. */
  ask(): string {
    const shown = this.listing.lists(false) ? ["-"] : [];
    for (let group = 1; group <= this.groups; group++) {
      shown.push(...(this.listing.lists(true) ? [`${group}`] : []));
    }

    vi.advanceTimersByTime(patience);
    return shown.join(" ");
  }
}

test.each<[string, boolean, number, string]>([
  ["without a group they are there for other extensions", false, 0, "-"],
  ["with one they are in it alone", true, 1, "1"],
  ["with two they are in both", true, 2, "1 2"],
])("%s", (_, grouped, groups, shown) => {
  const editor = new Editor(grouped);
  editor.groups = groups;

  expect([editor.ask(), editor.again]).toEqual([shown, 0]);
});

test("a group that is added is found, remembered, and asked for again", () => {
  const editor = new Editor(false);
  editor.ask();
  editor.groups = 1;

  editor.ask();

  expect([editor.again, editor.remembered, editor.listing.isGrouped]).toEqual([1, [true], true]);
  expect([editor.ask(), editor.again]).toEqual(["1", 1]);
});

test("a group that is removed leaves the models to other extensions", () => {
  const editor = new Editor(true);

  editor.ask();

  expect([editor.again, editor.remembered, editor.listing.isGrouped]).toEqual([1, [false], false]);
  expect([editor.ask(), editor.again]).toEqual(["-", 1]);
});
