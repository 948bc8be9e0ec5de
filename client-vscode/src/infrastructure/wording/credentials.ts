import type { Model } from "shim-lsp-client/protocol";
import { l10n } from "vscode";

/** The name under which a person can give a model its key here; none if its catalog does not ask for one by name. */
export function keyNameOf({ credential: { kind, name } }: Pick<Model, "credential">): string | undefined {
  return (kind === "env" || kind === "secret") && name !== "" ? name : undefined;
}

/** What is wrong with a key as it is typed: it goes into a header, which takes no other characters. */
export function keyProblem(text: string): string | undefined {
  return /^[\x21-\x7e]+$/.test(text.trim())
    ? undefined
    : text.trim() === ""
      ? l10n.t("Paste the key, or press Escape.")
      : l10n.t("A key is one word of ASCII letters, digits and signs.");
}

/** What is wrong with a name: what models.json can say in a reference, no more. */
export function nameProblem(text: string): string | undefined {
  return /^[\w.-]+$/.test(text.trim()) ? undefined : l10n.t("A name has letters, digits, underscores, hyphens and dots.");
}
