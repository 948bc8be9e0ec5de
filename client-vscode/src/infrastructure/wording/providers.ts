import type { Model } from "shim-lsp-client/protocol";
import { l10n } from "vscode";

/** A provider as people call it. */
export function providerName(provider: Model["provider"]): string {
  switch (provider) {
    case "anthropic":
      return "Anthropic";
    case "openai":
      return "OpenAI";
    case "ollama":
      return "Ollama";
    case "generic-chat-completion-api":
      return l10n.t("OpenAI-compatible endpoints");
    case "shim":
      return "Shim";
  }
}
