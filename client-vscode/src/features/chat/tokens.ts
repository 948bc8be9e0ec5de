import type { Part } from "./parts";

// An estimate of tokens by the kinds of a text's characters and by where runs of them begin. It follows the server's own meter
// (docs/routing.md), whose weights are a fit to o200k over code and over prose in eighteen languages.

/** Up to this character of a kind: its kind's number, what it adds, and what it adds at the start of a run. */
const beyondAscii: readonly (readonly [number, number, number, number])[] = [
  [0x00c0, 9, 0.3, 0.19], // signs
  [0x0250, 1, 1.123, 0.351], // accented
  [0x0400, 5, 0.15, 1.259], // Greek
  [0x0530, 4, 0.21, 0.248], // Cyrillic
  [0x0800, 5, 0.15, 1.259], // Hebrew, Arabic
  [0x1e00, 6, 0.45, 0], // Devanagari, Thai
  [0x1f00, 1, 0.1, 0.351], // accented twice
  [0x3040, 9, 0.3, 0.19],
  [0x3100, 7, 0.627, 0], // kana
  [0x3400, 9, 0.3, 0.19],
  [0xa000, 8, 0.66, 0.588], // Chinese
  [0xac00, 9, 0.3, 0.19],
  [0xd7b0, 10, 0.452, 0.805], // Korean
  [0xd800, 9, 0.3, 0.19],
  [0xdc00, 11, 2, 0], // the first half of a pair: emoji
  [0xe000, 0, 0, 0], // the second half
  [0x10000, 9, 0.3, 0.19],
];

/** What an image takes. Providers count from 85 to about 1,600, by its size. */
const image = 1_000;

/** What frames a message. */
const frame = 4;

export function textTokens(text: string): number {
  let [tokens, run] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const [kind, each, first] = unit < 0x80 ? ascii(unit) : wide(unit);
    if (kind !== 0) {
      tokens += kind === run ? each : each + first;
      run = kind;
    }
  }

  return Math.ceil(tokens);
}

function ascii(unit: number): readonly [number, number, number] {
  if (unit >= 0x61 && unit <= 0x7a) {
    return [1, 0.139, 0.351];
  }

  if (unit >= 0x41 && unit <= 0x5a) {
    return [1, 0.481, 0.351];
  }

  if (unit >= 0x30 && unit <= 0x39) {
    return [2, 0.258, 1.307];
  }

  return unit === 0x20 || unit === 0x09 ? [3, 0.05, 0] : unit === 0x0a || unit === 0x0d ? [12, 0.05, 0.11] : [13, 0.08, 0.895];
}

function wide(unit: number): readonly [number, number, number] {
  const found = beyondAscii.find(([end]) => unit < end);
  return found ? [found[1], found[2], found[3]] : [9, 0.3, 0.19];
}

/** The tokens of a message's parts, with those of its frame. */
export function messageTokens(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + partTokens(part), frame);
}

function partTokens(part: Part): number {
  switch (part.kind) {
    case "text":
      return textTokens(part.text);
    case "data":
      return part.type.startsWith("image/") ? image : 0;
    case "call":
      return textTokens(part.name) + textTokens(JSON.stringify(part.input));
    case "result":
      return messageTokens(part.parts);
  }
}
