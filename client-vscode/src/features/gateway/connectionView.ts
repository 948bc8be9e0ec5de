import { l10n } from "vscode";
import { commandLine } from "./commandLine";

/** A client that `shim-lsp connect` knows, or any other that speaks OpenAI's or Anthropic's API. */
export type ConnectedClient = "codex" | "claude" | "opencode" | "continue" | "other";

export interface ClientChoice {
  readonly client: ConnectedClient;
  readonly label: string;
  readonly detail: string;
}

/** The clients to choose from, with what is copied for each. */
export function clientChoices(): readonly ClientChoice[] {
  const command = l10n.t("A command that writes the connection into its configuration. The token stays out of the clipboard.");
  return [
    { client: "codex", label: "Codex", detail: command },
    { client: "claude", label: "Claude Code", detail: command },
    { client: "opencode", label: "opencode", detail: command },
    { client: "continue", label: "Continue", detail: command },
    {
      client: "other",
      label: l10n.t("Another client"),
      detail: l10n.t(
        "The address and a token, as variables for OpenAI's and Anthropic's libraries. Treat the clipboard as a key.",
      ),
    },
  ];
}

export interface ConnectionParts {
  /** The server's program and what comes before its commands. */
  readonly program: readonly [string, ...string[]];
  readonly url: string;
  readonly folder: string;
  readonly models: string | undefined;
  readonly windows: boolean;
}

/** The line of docs/gateway.md that connects a client for good; `--undo` at its end takes that back. */
export function connectLine(client: string, { program, url, folder, models, windows }: ConnectionParts): string {
  const words: [string, ...string[]] = [...program, "connect", client, "--port", new URL(url).port, "--folder", folder];
  return commandLine(models === undefined ? words : [...words, "--models", models], windows);
}

/** What libraries of OpenAI and Anthropic read from their environment. */
export function variables(url: string, token: string, windows: boolean): string {
  const set = windows
    ? (name: string, value: string) => `$env:${name} = "${value}"`
    : (name: string, value: string) => `export ${name}=${value}`;
  return [
    set("OPENAI_BASE_URL", `${url}/v1`),
    set("OPENAI_API_KEY", token),
    set("ANTHROPIC_BASE_URL", url),
    set("ANTHROPIC_AUTH_TOKEN", token),
  ].join("\n");
}
