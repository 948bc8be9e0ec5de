import type { Node } from "jsonc-parser";
import { aliases } from "../../infrastructure/catalog/edits";
import { fieldOf, rowsOf, textOf } from "../../infrastructure/catalog/tree";

/** A key that a file contains, and where it goes. */
export interface LiteralKey {
  /** The string with the key. */
  readonly node: Node;
  readonly value: string;
  /** What the row's model is called, for a name of the key. */
  readonly model: string;
  /** The address that the row has; absent for its provider's own. */
  readonly address?: string;
}

const names: Readonly<Record<string, string>> = { anthropic: "ANTHROPIC_API_KEY", openai: "OPENAI_API_KEY" };

/** The keys that stand in the rows of a catalog; with an offset only the one that is there. */
export function literalKeys(root: Node, offset?: number): readonly LiteralKey[] {
  return (rowsOf(root)?.children ?? []).flatMap((row) => {
    const node = row.type === "object" ? fieldOf(row, aliases.api_key) : undefined;
    const value = textOf(node)?.trim() ?? "";
    const isHere = offset === undefined || (node !== undefined && offset >= node.offset && offset <= node.offset + node.length);
    const address = textOf(fieldOf(row, aliases.base_url));
    return node && isHere && isLiteral(value)
      ? [{ node, value, model: textOf(fieldOf(row, ["slug", "model"])) ?? "model", ...(address !== undefined && { address }) }]
      : [];
  });
}

/** A name for a key: its provider's, if the row goes to the provider itself, or else the model's. */
export function keyNameOfRow({ model, address }: LiteralKey, provider: string | undefined): string {
  const known = address === undefined ? names[provider ?? ""] : undefined;
  const name = model
    .replace(/[^a-z0-9]+/gi, "_")
    .replace(/^_+|_+$/g, "")
    .toUpperCase();
  return known ?? `${name === "" ? "MODEL" : name}_API_KEY`;
}

/** Not a reference in any spelling that the server reads: `${...}`, `$NAME`, `{env:NAME}`, `os.environ/NAME`. */
function isLiteral(text: string): boolean {
  return text !== "" && !/^(?:\$|\{env:|\{\{|os\.environ\/)/.test(text) && !/^<.*>$/.test(text);
}
