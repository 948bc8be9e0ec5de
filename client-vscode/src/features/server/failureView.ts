import { l10n } from "vscode";
import type { ServerFailure } from "../../infrastructure/server/state";
import { failureText } from "../../infrastructure/wording/failures";

export type FailureAction = "openSettings" | "useBundled" | "getDotnet" | "restart" | "showOutput";

export interface FailureButton {
  readonly label: string;
  readonly action: FailureAction;
}

export interface FailureMessage {
  readonly message: string;
  readonly buttons: readonly FailureButton[];
}

/** The message when there is no server: what is wrong, and buttons that help. */
export function failureMessage(failure: ServerFailure): FailureMessage {
  return { message: failureText(failure), buttons: buttons(...actions(failure)) };
}

function actions(failure: ServerFailure): readonly FailureAction[] {
  switch (failure.kind) {
    case "configuredPathMissing":
      return ["useBundled", "openSettings"];
    case "dotnetMissing":
      return ["getDotnet", "restart", "openSettings"];
    case "noServerInside":
      return ["openSettings", "showOutput"];
    case "cannotStart":
    case "noAnswer":
      return failure.isConfigured ? ["useBundled", "openSettings", "showOutput"] : ["restart", "openSettings", "showOutput"];
    case "keepsEnding":
      return failure.isConfigured ? ["useBundled", "restart", "showOutput"] : ["restart", "showOutput"];
  }
}

function buttons(...actions: FailureAction[]): FailureButton[] {
  return actions.map((action) => ({ action, label: labelOf(action) }));
}

function labelOf(action: FailureAction): string {
  switch (action) {
    case "openSettings":
      return l10n.t("Open settings");
    case "useBundled":
      return l10n.t("Use the bundled server");
    case "getDotnet":
      return l10n.t("Get .NET");
    case "restart":
      return l10n.t("Restart server");
    case "showOutput":
      return l10n.t("Show output");
  }
}
