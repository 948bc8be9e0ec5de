import { l10n } from "vscode";
import { plainLine } from "../../infrastructure/wording/names";
import type { ServerFailure } from "../../infrastructure/server/state";

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
  switch (failure.kind) {
    case "configuredPathMissing":
      return {
        message: l10n.t("There is no Shim server at {0}. Correct the setting shim.server.path.", plainLine(failure.path, 300)),
        buttons: buttons("useBundled", "openSettings"),
      };
    case "dotnetMissing":
      return {
        message: l10n.t(
          "The Shim server needs the .NET 10 runtime, and no dotnet was found. Install it, or install the package for this platform.",
        ),
        buttons: buttons("getDotnet", "restart", "openSettings"),
      };
    case "noServerInside":
      return {
        message: l10n.t("This package has no Shim server. Reinstall the extension, or set shim.server.path."),
        buttons: buttons("openSettings", "showOutput"),
      };
    case "cannotStart":
      return {
        message: l10n.t("The Shim server cannot be started: {0}", plainLine(failure.message, 300)),
        buttons: buttons("restart", "openSettings", "showOutput"),
      };
    case "noAnswer":
      return {
        message: l10n.t(
          "{0} did not answer as a Shim server within {1} seconds and was stopped.",
          plainLine(failure.command, 300),
          failure.seconds,
        ),
        buttons: buttons("restart", "openSettings", "showOutput"),
      };
    case "keepsEnding":
      return {
        message: l10n.t("The Shim server stopped {0} times in a row ({1}) and was not restarted.", failure.times, failure.exit),
        buttons: buttons("restart", "showOutput"),
      };
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
