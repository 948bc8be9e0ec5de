import { l10n } from "vscode";
import type { ServerFailure } from "../server/state";
import { plainLine } from "./names";

/** Why there is no server, and what to do. A program that a person named in the settings is told by the setting's name. */
export function failureText(failure: ServerFailure): string {
  switch (failure.kind) {
    case "configuredPathMissing":
      return l10n.t("There is no Shim server at {0}. Correct the setting shim.server.path.", plainLine(failure.path, 300));
    case "dotnetMissing":
      return l10n.t(
        "The Shim server needs the .NET 10 runtime, and no dotnet was found. Install it, or install the package for this platform.",
      );
    case "noServerInside":
      return l10n.t("This package has no Shim server. Reinstall the extension, or set shim.server.path.");
    case "cannotStart":
      return failure.isConfigured
        ? l10n.t(
            "{0} cannot be started: {1}. The setting shim.server.path names it.",
            plainLine(failure.command, 300),
            plainLine(failure.message, 300),
          )
        : l10n.t("The Shim server cannot be started: {0}", plainLine(failure.message, 300));
    case "noAnswer":
      return failure.isConfigured
        ? l10n.t(
            "{0} is not a Shim server: it did not answer within {1} seconds. The setting shim.server.path names it.",
            plainLine(failure.command, 300),
            failure.seconds,
          )
        : l10n.t(
            "{0} did not answer as a Shim server within {1} seconds and was stopped.",
            plainLine(failure.command, 300),
            failure.seconds,
          );
    case "keepsEnding":
      return failure.isConfigured
        ? l10n.t(
            "The Shim server that the setting shim.server.path names stopped {0} times in a row ({1}) and was not restarted.",
            failure.times,
            failure.exit,
          )
        : l10n.t("The Shim server stopped {0} times in a row ({1}) and was not restarted.", failure.times, failure.exit);
  }
}
