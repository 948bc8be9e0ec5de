import type { Provider } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { addressOf } from "../../infrastructure/catalog/origins";

/** An endpoint that a person can choose by its name. */
export interface ProviderChoice {
  readonly label: string;
  readonly icon: string;
  readonly detail: string;
  readonly provider: Provider;
  /** Absent for the provider's own address. */
  readonly baseUrl?: string;
  /** Whether the person is asked for the address; `baseUrl` is what the box begins with. */
  readonly asksAddress: boolean;
  /** `none`: it takes no key. */
  readonly key: "needed" | "optional" | "none";
  /** What the key is called, as the provider's own documentation has it. */
  readonly keyName?: string;
}

export function providerChoices(): readonly ProviderChoice[] {
  const hosted = (label: string, keyName: string, baseUrl: string): ProviderChoice => ({
    label,
    icon: "cloud",
    detail: baseUrl,
    provider: "generic-chat-completion-api",
    baseUrl,
    asksAddress: false,
    key: "needed",
    keyName,
  });
  return [
    {
      label: l10n.t("Ollama on this machine"),
      icon: "vm",
      detail: l10n.t("No key. Asks {0} for its models", "127.0.0.1:11434"),
      provider: "ollama",
      asksAddress: false,
      key: "none",
    },
    {
      label: "Anthropic",
      icon: "cloud",
      detail: addressOf({ provider: "anthropic" }),
      provider: "anthropic",
      asksAddress: false,
      key: "needed",
      keyName: "ANTHROPIC_API_KEY",
    },
    {
      label: "OpenAI",
      icon: "cloud",
      detail: addressOf({ provider: "openai" }),
      provider: "openai",
      asksAddress: false,
      key: "needed",
      keyName: "OPENAI_API_KEY",
    },
    hosted("OpenRouter", "OPENROUTER_API_KEY", "https://openrouter.ai/api/v1"),
    hosted("Mistral", "MISTRAL_API_KEY", "https://api.mistral.ai/v1"),
    hosted("DeepSeek", "DEEPSEEK_API_KEY", "https://api.deepseek.com/v1"),
    hosted("Groq", "GROQ_API_KEY", "https://api.groq.com/openai/v1"),
    {
      label: l10n.t("Another endpoint"),
      icon: "globe",
      detail: l10n.t("Anything that speaks OpenAI's API: LM Studio, llama.cpp, vLLM, a gateway"),
      provider: "generic-chat-completion-api",
      baseUrl: "http://127.0.0.1:1234/v1",
      asksAddress: true,
      key: "optional",
    },
    {
      label: l10n.t("Ollama on another machine or port"),
      icon: "vm",
      detail: l10n.t("You give its address"),
      provider: "ollama",
      baseUrl: "http://127.0.0.1:11434",
      asksAddress: true,
      key: "none",
    },
  ];
}

/** What is wrong with an address as it is typed. */
export function addressProblem(text: string): string | undefined {
  const url = urlOf(text);
  return url && (url.protocol === "http:" || url.protocol === "https:") && url.hostname !== ""
    ? url.username === "" && url.password === ""
      ? undefined
      : l10n.t("Leave out the user name and password. The key comes next.")
    : l10n.t("An address starts with http:// or https://, such as http://127.0.0.1:1234/v1.");
}

/** Whether a key on its way there could be read by others on the network. */
export function isUnencrypted(address: string): boolean {
  const url = urlOf(address);
  return url?.protocol === "http:" && !/^(?:localhost|127(?:\.\d+){3}|\[::1\]|.*\.localhost)$/.test(url.hostname);
}

/** Scheme, host and port: what a person checks before a key goes there. */
export function originOf(address: string): string {
  return urlOf(address)?.origin ?? address;
}

/** What a key is called whose provider nobody knows: after its host. */
export function keyNameFor(address: string): string {
  const host = urlOf(address)?.hostname.replace(/^api\./, "") ?? "";
  const name = host.replace(/[^a-z0-9]+/gi, "_").replace(/^_+|_+$/g, "");
  return `${name === "" ? "MODEL" : name.toUpperCase()}_API_KEY`;
}

function urlOf(text: string): URL | undefined {
  try {
    return new URL(text.trim());
  } catch {
    return undefined;
  }
}
