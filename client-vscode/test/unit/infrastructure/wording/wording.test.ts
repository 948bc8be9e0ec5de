import type { Availability, CredentialFault, Rejection, ShimError } from "shim-lsp-client/protocol";
import { describe, expect, test } from "vitest";
import {
  availabilityText,
  type Clock,
  shortAvailabilityText,
  timeText,
} from "../../../../src/infrastructure/wording/availability";
import { errorText } from "../../../../src/infrastructure/wording/errors";
import { escaped, literalParagraph } from "../../../../src/infrastructure/wording/markdown";
import { plainLabel, plainLine, reasonText } from "../../../../src/infrastructure/wording/names";
import { costText, dollars, durationText, modelCostText, tokensText } from "../../../../src/infrastructure/wording/numbers";
import { rejectionText } from "../../../../src/infrastructure/wording/rejections";
import { auto, clock, list, model, problem } from "../../support/given";

describe("numbers", () => {
  test.each([
    [0, "$0.00"],
    [12.345, "$12.35"],
    [0.05, "$0.05"],
    [0.0123, "$0.01"],
    [0.00123, "$0.0012"],
    [0.0000001, "$0.000000"],
    [-0.5, "−$0.50"],
  ])("dollars %d", (amount, text) => {
    expect(dollars(amount)).toBe(text);
  });

  test.each([
    [0.05, "0.05"],
    [12, "12"],
    [1234, "1230"],
    [0.30000000000000004, "0.3"],
  ])("cost %d", (cost, text) => {
    expect(costText(cost)).toBe(text);
  });

  test.each([
    [500, "500"],
    [8192, "8.19k"],
    [200_000, "200k"],
    [1_000_000, "1M"],
    [1_048_576, "1.05M"],
  ])("%d tokens", (tokens, text) => {
    expect(tokensText(tokens)).toBe(text);
  });

  test.each([
    [9, "0.009 ms"],
    [460, "0.46 ms"],
    [1_234, "1.2 ms"],
    [250_000, "250 ms"],
    [2_345_678, "2.3 s"],
  ])("%d microseconds", (microseconds, text) => {
    expect(durationText(microseconds)).toBe(text);
  });

  test.each([
    ["by its prices", model("m", { pricing: { input: 0.25, output: 12.5 } }), "$0.25/$12.5 per 1M"],
    ["for nothing", model("m", { pricing: { input: 0, output: 0 } }), "free"],
    ["by its cost where it has no prices", model("m", { cost: 24 }), "cost 24"],
  ])("what a model costs, %s", (_, given, text) => {
    expect(modelCostText(given)).toBe(text);
  });
});

describe("availability", () => {
  test.each<[string, Availability, string]>([
    ["available", { state: "available" }, ""],
    ["without a key, with the server's reason", { state: "missingCredential", reason: "Why." }, "Why."],
    ["without a key", { state: "missingCredential" }, "its key is missing"],
    ["unauthorized", { state: "unauthorized", reason: "401" }, "its key was rejected"],
    ["rate limited, for how long nobody knows", { state: "rateLimited" }, "rate limited"],
    ["rate limited", { state: "rateLimited", until: "2026-11-24T13:30:00Z" }, "rate limited until 13:30"],
    ["out of credit", { state: "outOfCredit", until: "2026-11-24T13:35:00Z" }, "out of credit, tried again at 13:35"],
    [
      "not there",
      { state: "notFound", until: "2026-11-24T13:35:00Z" },
      "its provider does not have this model, tried again at 13:35",
    ],
    ["failing", { state: "failing", until: "2026-11-24T13:00:30Z" }, "failing until 13:00:30"],
  ])("%s", (_, availability, text) => {
    expect(availabilityText(model("m", { provider: "openai", availability }), clock)).toBe(text);
  });

  test.each<["ollama" | "openai", string]>([
    ["ollama", "Ollama does not answer (ollama serve)"],
    ["openai", "nothing answers at its address"],
  ])("looked for, and nothing was there: %s", (provider, text) => {
    const availability = { state: "failing", until: "2026-11-24T13:15:00Z", reason: "nothing answers at its address" } as const;

    expect(availabilityText(model("m", { provider, availability }), clock)).toBe(text);
  });

  test("not there, of Ollama, which can get it", () => {
    expect(availabilityText(model("m", { availability: { state: "notFound" } }), clock)).toBe(
      "Ollama does not have this model (ollama pull m-1)",
    );
  });

  test.each<[string, string, Partial<Clock>, string]>([
    ["seconds count when it is near", "2026-11-24T13:01:59Z", {}, "13:01:59"],
    ["and not when it is not", "2026-11-24T13:02:00Z", {}, "13:02"],
    ["tomorrow has a date", "2026-11-25T09:00:00Z", {}, "25 Nov 2026, 09:00"],
    ["tomorrow there is today here", "2026-11-25T02:00:00Z", { timeZone: "America/New_York" }, "21:00"],
    ["today there is tomorrow here", "2026-11-24T16:00:00Z", { timeZone: "Asia/Tokyo" }, "25 Nov 2026, 01:00"],
    ["as the person writes times", "2026-11-24T15:00:00Z", { locale: "en-US" }, "03:00 PM"],
  ])("%s", (_, time, more, text) => {
    expect(timeText(new Date(time), { ...clock, ...more }).replace("\u202F", " ")).toBe(text);
  });

  test.each<[CredentialFault | undefined, string]>([
    ["variableNotSet", "KEY is not set"],
    ["secretNotGiven", "KEY is not set"],
    ["fileNotFound", "its key file KEY does not exist"],
    ["fileEmpty", "its key file KEY is empty"],
    ["fileUnreadable", "its key file KEY cannot be read"],
    ["fileOutside", "its key file KEY links out of the workspace"],
    ["notAllowed", "the workspace may not use KEY yet"],
    ["malformed", "its api_key is malformed"],
    ["unsendable", "its key contains a character that cannot be sent"],
    [undefined, "What is wrong: what to do."], // a server that tells no code
  ])("in short, whatever the reason's words: %s", (code, text) => {
    const availability: Availability = {
      state: "missingCredential",
      ...(code && { code }),
      reason: "What is wrong: what to do.",
    };
    expect(shortAvailabilityText(model("m", { credential: { kind: "env", name: "KEY" }, availability }), clock)).toBe(text);
  });
});

test.each<[Rejection | undefined, string]>([
  ["noImages", "cannot read images"],
  ["noTools", "cannot call tools"],
  ["contextTooSmall", "its context window is too small"],
  ["missingCredential", "its key is missing"],
  ["unauthorized", "its key was rejected"],
  ["outOfCredit", "out of credit"],
  ["notFound", "its provider does not have this model"],
  ["contentRefused", "it refused the content of this task"],
  ["rateLimited", "rate limited"],
  ["failing", "failing"],
  ["overBudget", "over budget"],
  ["notRequested", "not requested"],
  [undefined, "rejected"],
])("the rejection %s", (rejection, text) => {
  expect(rejectionText(rejection)).toBe(text);
});

test.each<[string, ShimError, string]>([
  [
    "a model that is gone",
    { kind: "unknownModel", slug: "opis", suggestions: ["big", "other"] },
    "There is no model opis. Did you mean: Big, other?",
  ],
  ["a model that never was", { kind: "unknownModel", slug: "x", suggestions: [] }, "There is no model x."],
  ["no model", { kind: "noRoutableModel", candidates: [] }, "No model can take this task now."],
  ["a catalog", { kind: "invalidCatalog", problems: [problem("x", "Not JSON.")] }, "The models file cannot be read: Not JSON."],
  ["a catalog that says nothing", { kind: "invalidCatalog", problems: [] }, "The models file cannot be read: see its problems."],
  ["cancelled", { kind: "cancelled" }, "Cancelled."],
  ["no server", { kind: "serverNotRunning" }, "The Shim server is not running. Run Shim: Restart Server."],
  ["an older server", { kind: "unsupported" }, "This version of the Shim server cannot do that. Update it."],
  ["anything else", { kind: "other", message: "Internal error." }, "The Shim server reported an error: Internal error."],
])("the error: %s", (_, error, text) => {
  expect(errorText(error, list("auto", [auto, model("big", { displayName: "Big" })]))).toBe(text);
});

test.each([
  ["as it is", "Claude Haiku 5.5", "Claude Haiku 5.5"],
  ["on one line", " a\n\tb ", "a b"],
  ["without icons", "$(pin) x $(x)", "$\u200B(pin) x $\u200B(x)"],
  ["without links", "[x](command:y)", "[x]\u200B(command:y)"],
  ["without turning the writing round", "a\u202Eb\u2066c\u200Fd", "a\uFFFDb\uFFFDc\uFFFDd"],
  ["without what steers a terminal", "a\u001B[31mb\u0007", "a\uFFFD[31mb\uFFFD"],
  ["without what nobody sees", "a\u200Bb\u2060c\uFE01d\u{E0041}e\u{E0100}f", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf"],
  ["without half a character", "a\uD800b", "a\uFFFDb"],
  ["with emoji that are joined", "👩‍💻", "👩‍💻"],
  ["with emoji that have a colour", "⚠️", "⚠️"],
  ["cut, and not in the middle of a character", "👩".repeat(50), `${"👩".repeat(39)}…`],
])("a label is shown %s", (_, text, shown) => {
  expect(plainLabel(text)).toBe(shown);
});

test.each<[string, ShimError]>([
  ["a slug", { kind: "unknownModel", slug: "[x](command:y)", suggestions: [] }],
  ["a name near it", { kind: "unknownModel", slug: "x", suggestions: ["[x](command:y)"] }],
  ["a problem", { kind: "invalidCatalog", problems: [problem("x", "No [x](command:y).")] }],
  ["the server's words", { kind: "other", message: "[x](command:y)" }],
])("a message draws links, and none is made of %s", (_, error) => {
  expect(errorText(error, undefined)).not.toContain("](");
});

test("markdown of a text from outside is that text, on one line, and no more than a tooltip has room for", () => {
  expect(escaped("[x](command:y) `a`\n| <b>\u202E$(pin)")).not.toMatch(/[[\]()`|<>\n\u202E$]/);
  expect(escaped("x".repeat(10_000_000))).toBe(`${"x".repeat(399)}…`);
});

test.each([
  ["a [link](command:x)", "a \\[link\\](command:x)"],
  ["2*3_4 `x` <b> #1 a|b ~c~ $(pin)", "2\\*3\\_4 \\`x\\` \\<b\\> \\#1 a\\|b \\~c\\~ \\$(pin)"],
  ["R&D &amp; &#46;", "R&D \\&amp; &\\#46;"],
  ["https://x.example", "https\\://x.example"],
  ["1. one", "1\\. one"],
  ["- one", "\\- one"],
  ["score 0.81 · cost 0.2, (a + b)!", "score 0.81 · cost 0.2, (a + b)!"],
])("in a document %j is written %j", (text, written) => {
  expect(literalParagraph(text)).toBe(written);
});

test.each([
  ["Pinned: every task goes to a", "Pinned: every task goes to Big A"],
  ["a was requested by name", "Big A was requested by name"],
  ["a is the only candidate", "Big A is the only candidate"],
  ["Only a can take this task now", "Only Big A can take this task now"],
  ["a is the cheapest of 2 that reach 0.70: a small edit", "Big A is the cheapest of 2 that reach 0.70: a small edit"],
  [
    "a is the only one to reach 0.70 (first request after failures)",
    "Big A is the only one to reach 0.70 (first request after failures)",
  ],
  ["No model reaches 0.70; a scores highest: wide scope", "No model reaches 0.70; Big A scores highest: wide scope"],
  ["No usable score: the default a takes it", "No usable score: the default Big A takes it"],
  ["No usable score: b:7, the cheapest, takes it", "No usable score: Small B, the cheapest, takes it"],
  [
    "a keeps the conversation: it reaches 0.70, and b:7 would have to read it all again",
    "Big A keeps the conversation: it reaches 0.70, and Small B would have to read it all again",
  ],
  ["continues: a goes on with its turn", "continues: Big A goes on with its turn"],
  [
    "raised: the same tests failed 3 times, so a takes over from b:7: a small edit",
    "raised: the same tests failed 3 times, so Big A takes over from Small B: a small edit",
  ],
  ["gone is the only candidate", "gone is the only candidate"],
])("the reason of a decision names its models as people know them: %s", (reason, text) => {
  const known = list("auto", [auto, model("a", { displayName: "Big A" }), model("b:7", { displayName: "Small B" })]);

  expect(reasonText({ reason }, known)).toBe(text);
});

test("a line has room for more than a label", () => {
  expect(plainLine("x".repeat(200))).toBe(`${"x".repeat(159)}…`);
});
