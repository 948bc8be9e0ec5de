/** The catalogs that the tests write. None needs a network: the local models have no key, the other's is a placeholder. */
export const local = {
  slug: "local",
  display_name: "Qwen Local",
  model: "qwen3-coder:30b",
  provider: "ollama",
  strength: 0.5,
  cost: 0.2,
};
export const big = { ...local, slug: "big", display_name: "Qwen Big", model: "qwen3-coder:480b", strength: 0.9, cost: 5 };
export const huge = { ...big, slug: "huge", display_name: "Qwen Huge", model: "qwen3-coder:960b", cost: 9 };
export const haiku = {
  slug: "haiku",
  display_name: "Claude Haiku",
  model: "claude-haiku-5-5",
  provider: "anthropic",
  api_key: "${env:SHIM_TEST_KEY}",
  max_context_limit: 200000,
  supports_images: true,
  strength: 0.6,
  cost: 0.6,
  pricing: { input: 1, output: 5 },
  card: "Fast and cheap. Weak on long refactorings.",
};
export const opus = {
  ...haiku,
  slug: "opus",
  display_name: "Claude Opus",
  model: "claude-opus-5-5",
  strength: 0.95,
  cost: 24,
  pricing: { input: 5, output: 25 },
  card: "Strong on hard problems.",
};

export const catalog = { models: [local, haiku, opus] };

/** So many models of two providers, each with its own price and no key; every second one reads images. */
export function manyModels(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({
    slug: `m${index}`,
    display_name: `Model ${index} of a family with a long name`,
    model: `model-${index}`,
    provider: index % 4 < 2 ? "anthropic" : "openai",
    max_context_limit: 200_000,
    supports_images: index % 2 === 1,
    pricing: { input: 1 + ((index * 7) % count), output: 5 },
    strength: 0.5,
  }));
}

export const easy = "Rename the variable n to count in main.py";
export const hard = "Find the deadlock in the pool and redesign its locking";

/** Two models behind a server that speaks chat completions, for VS Code's Chat. */
export function chatCatalog(base_url: string, api_key?: string): object {
  const model = {
    provider: "generic-chat-completion-api",
    base_url,
    max_context_limit: 64000,
    max_output_tokens: 8000,
    supports_images: true,
    ...(api_key !== undefined && { api_key }),
  };
  return {
    models: [
      {
        ...model,
        slug: "small",
        display_name: "Small",
        model: "small-1",
        strength: 0.5,
        cost: 1,
        pricing: { input: 1, output: 5 },
      },
      {
        ...model,
        slug: "large",
        display_name: "Large",
        model: "large-1",
        strength: 0.95,
        cost: 20,
        pricing: { input: 5, output: 25 },
        card: "Strong on hard problems.",
      },
    ],
  };
}
