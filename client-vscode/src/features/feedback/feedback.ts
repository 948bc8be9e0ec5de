import { toShimError } from "shim-lsp-client/protocol";
import { type Disposable, l10n, window } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { registerCommand } from "../../infrastructure/commands";
import type { Shim } from "../../infrastructure/shim";
import { errorText } from "../../infrastructure/wording/errors";
import { scoreText } from "../../infrastructure/wording/numbers";
import { verdictResultText } from "../../infrastructure/wording/verdicts";
import { feedbackQuestion } from "./feedbackView";

/** Rate Last Decision: whether its model was too weak, right or too strong. */
export function registerFeedback(shim: Shim): Disposable {
  return registerCommand(commandIds.feedback, shim.log, () => rate(shim));
}

async function rate(shim: Shim): Promise<void> {
  const folder = shim.folder.current;
  const { lastDecision, list, stats } = shim.sessions.of(folder);
  if (!lastDecision) {
    void window.showInformationMessage(l10n.t("No task has been routed here yet."));
    return;
  }

  const { title, items } = feedbackQuestion(lastDecision, list, stats);
  const chosen = await window.showQuickPick(items, { title, matchOnDetail: true });
  if (!chosen) {
    return;
  }

  const { verdict } = chosen;
  try {
    const result = await shim.client.feedback(folder, lastDecision.decisionId, verdict);
    const said =
      verdict === "reset"
        ? l10n.t("All verdicts are taken back: the threshold is {0}.", scoreText(result.threshold))
        : verdictResultText(verdict, result);
    window.setStatusBarMessage(said, 8_000);
  } catch (error) {
    void window.showErrorMessage(errorText(toShimError(error), list));
  }
}
