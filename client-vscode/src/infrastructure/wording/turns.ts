import type { Decision } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { line } from "./names";

/** What a decision took from the turns before: a task that goes on, or a model that was stuck. One text for each, often none. */
export function turnTexts({ continues, raised }: Pick<Decision, "continues" | "raised">): readonly string[] {
  return [
    ...(continues === true ? [l10n.t("Continues the task before: the message alone says too little")] : []),
    ...(raised ? [l10n.t("Moved up to a stronger model: {0}", line(raised.why, 200))] : []),
  ];
}
