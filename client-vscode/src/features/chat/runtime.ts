import * as vscode from "vscode";

// What this VS Code has beyond the API that the extension is built against (1.104). Each may be missing.

interface Data {
  readonly mimeType: string;
  readonly data: Uint8Array;
}

interface Beyond {
  readonly LanguageModelDataPart?: new (data: Uint8Array, mimeType: string) => Data;
  readonly LanguageModelThinkingPart?: new (value: string, id?: string, metadata?: object) => object;
}

const beyond = vscode as unknown as Beyond;

/** An image or a file of a message; undefined if the part is none. */
export function dataOf(part: unknown): Data | undefined {
  const type = beyond.LanguageModelDataPart;
  return type && part instanceof type ? part : undefined;
}

/** What the model thinks, to show; undefined in a VS Code that has no place for it. */
export function thinkingPart(text: string, id: string): vscode.LanguageModelResponsePart | undefined {
  const type = beyond.LanguageModelThinkingPart;
  return type ? (new type(text, id) as vscode.LanguageModelResponsePart) : undefined;
}

/** Ends a run of thoughts, so that what follows is not added to it. */
export function thinkingEnd(): vscode.LanguageModelResponsePart | undefined {
  const type = beyond.LanguageModelThinkingPart;
  return type ? (new type("", "", { vscode_reasoning_done: true }) as vscode.LanguageModelResponsePart) : undefined;
}

/** The tokens of a reply, which Chat shows as the use of the context window. */
export function usagePart(usage: object): vscode.LanguageModelResponsePart | undefined {
  const type = beyond.LanguageModelDataPart;
  return (
    type && (new type(new TextEncoder().encode(JSON.stringify(usage)), "usage") as unknown as vscode.LanguageModelResponsePart)
  );
}
