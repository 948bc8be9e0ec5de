/** Where each provider's own address is. */
const own: Readonly<Partial<Record<string, string>>> = {
  openai: "https://api.openai.com/v1",
  anthropic: "https://api.anthropic.com",
  ollama: "http://127.0.0.1:11434/v1",
};

/** The address that a row means: the one that it states, or its provider's own. */
export function addressOf({ provider, baseUrl }: { readonly provider?: string; readonly baseUrl?: string }): string {
  return baseUrl ?? own[provider ?? ""] ?? "";
}

/** An address as a grant names it: scheme, host and port. Undefined for what is not an address. */
export function grantOrigin(address: string): string | undefined {
  try {
    const { protocol, hostname, port } = new URL(address);
    return `${protocol}//${hostname}:${port === "" ? (protocol === "https:" ? "443" : "80") : port}`;
  } catch {
    return undefined;
  }
}
