import type { ToolCall } from "shim-lsp-client/protocol";

/** What a provider wants back with a turn: beside the message, and beside each of its calls. */
export interface Kept {
  readonly turn?: object;
  readonly calls: readonly (object | undefined)[];
}

type Call = Pick<ToolCall, "id" | "name" | "arguments">;

/**
 * Remembers what providers want back with their turns, such as signed thoughts. VS Code's history has no place for it. A turn is
 * known by its calls: without calls no provider insists on getting anything back.
 */
export class Recall {
  private readonly kept = new Map<string, Kept>();

  /** @param most how many turns are remembered, the latest ones. */
  constructor(private readonly most = 500) {}

  keep(turn: object | undefined, calls: readonly ToolCall[]): void {
    const given = calls.map(({ providerData }) => providerData);
    if (calls.length === 0 || (turn === undefined && given.every((data) => data === undefined))) {
      return;
    }

    const key = keyOf(calls);
    this.kept.delete(key); // the newest is the last in the map
    this.kept.set(key, { ...(turn && { turn }), calls: given });
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= this.most) {
        return;
      }

      this.kept.delete(oldest);
    }
  }

  of(calls: readonly Call[]): Kept | undefined {
    return calls.length === 0 ? undefined : this.kept.get(keyOf(calls));
  }
}

/** Some servers count their ids anew in each reply, so the id alone is not enough. */
function keyOf(calls: readonly Call[]): string {
  return JSON.stringify(calls.map(({ id, name, arguments: given }) => [id, name, normal(given)]));
}

/** VS Code hands arguments over as a value, so that blanks are gone when they come back. */
function normal(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return json;
  }
}
