// The faults that people make in a models.json. In VS Code each is found once, by the finder that is named here: `json` is VS Code's own
// parser, `schema` is our schema, `server` is shim-lsp. In an editor without the schema, such as Neovim, the server finds every one.

export type Finder = "json" | "schema" | "server";

export interface Fault {
  readonly what: string;
  readonly text: string;
  readonly finder: Finder;
  /** The server's code for it. */
  readonly code: string;
  /** Whose catalog it is: the person's own if it does not say. */
  readonly where?: "own" | "workspace";
}

const local = '"model": "qwen3-coder:30b", "provider": "ollama"';
const hosted = '"model": "gpt-6-luna", "provider": "openai", "api_key": "${env:SET_KEY}"';
const generic = '"model": "m", "provider": "generic-chat-completion-api"';

/** A catalog of one good row with more in it. */
const row = (more: string) => `[{ ${local}, ${more} }]`;
/** A catalog of two good rows with a router block. */
const router = (block: string) =>
  `{ "models": [{ "slug": "a", ${local}, "cost": 1 }, { "slug": "b", ${hosted}, "cost": 2 }], "router": { ${block} } }`;
/** A catalog of one good row with a gateway block. */
const gateway = (block: string) => `{ "models": [{ "slug": "a", ${local} }], "gateway": { ${block} } }`;

type Line = readonly [what: string, text: string, finder: Finder, code: string];

const syntax: readonly Line[] = [
  ["a comma is missing between two fields", `[{ "model": "m" "provider": "ollama" }]`, "json", "invalidJson"],
  ["a comma is missing between two rows", `[{ ${local}, "cost": 1 } { ${hosted}, "cost": 2 }]`, "json", "invalidJson"],
  ["a colon is missing", `[{ ${local}, "cost" 1 }]`, "json", "invalidJson"],
  ["a value is missing", `[{ ${local}, "cost": }]`, "json", "invalidJson"],
  ["a text is not closed", `[{ ${local}, "card": "Fast.\n}]`, "json", "invalidJson"],
  ["a row is not closed", `[{ ${local}`, "json", "invalidJson"],
  ["a list is not closed", `["llama4"`, "json", "invalidJson"],
  ["a name has no quotes", `[{ ${local}, cost: 1 }]`, "json", "invalidJson"],
  ["a comment is not closed", `["llama4"] /* all of them`, "json", "invalidJson"],
  ["an escape that there is not", row('"card": "C:\\models"'), "json", "invalidJson"],
  ["a number without its digits", row('"cost": 1.'), "json", "invalidJson"],
  ["a word that is not JSON", row('"cost": none'), "json", "invalidJson"],
  ["more text after the end", `["llama4"] x`, "json", "invalidJson"],
  ["a field twice", row('"cost": 1, "cost": 2'), "json", "duplicateProperty"],
  ["nothing at all", "", "server", "emptyFile"],
  ["half of a character", row('"card": "\\ud83d"'), "server", "invalidJson"],
];

const types: readonly Line[] = [
  ["the file is a number", "7", "schema", "notACatalog"],
  ["the models are an object", '{ "models": {} }', "schema", "wrongType"],
  ["there is no model", '{ "models": [] }', "server", "noModels"],
  ["a row is a number", `["llama4", 7]`, "schema", "wrongType"],
  ["a row is an empty text", `["llama4", ""]`, "schema", "missingField"],
  ["a number is in quotes", row('"cost": "2"'), "schema", "numberAsString"],
  ["a number is a word", row('"max_context_limit": "large"'), "schema", "wrongType"],
  ["yes instead of true", row('"supports_images": "yes"'), "schema", "wrongType"],
  ["a key is a number", row('"api_key": 7'), "schema", "invalidCredential"],
  ["headers are a list", row('"extra_headers": ["x-team: core"]'), "schema", "wrongType"],
  ["a header is a number", row('"extra_headers": { "x-team": 7 }'), "schema", "wrongType"],
  ["options are one text", row('"omit": "seed"'), "schema", "wrongType"],
  ["prices are one number", row('"pricing": 3'), "schema", "wrongType"],
  ["the router is a list", '{ "models": ["llama4"], "router": [] }', "schema", "wrongType"],
  ["a candidate is a number", router('"candidates": ["a", 7]'), "schema", "wrongType"],
  ["a candidate's slug is a number", router('"candidates": ["a", { "slug": 7 }]'), "schema", "wrongType"],
  ["a gateway's alias is a number", gateway('"aliases": { "claude-*": 7 }'), "schema", "wrongType"],
];

const missing: readonly Line[] = [
  ["no model", '["llama4", { "provider": "ollama" }]', "schema", "missingField"],
  ["a blank model", '["llama4", { "provider": "ollama", "model": " " }]', "schema", "missingField"],
  ["no provider", '["llama4", { "model": "m" }]', "schema", "missingField"],
  ["no address where there is no default", `["llama4", { ${generic} }]`, "schema", "missingField"],
  ["no output price", row('"pricing": { "input": 1 }'), "schema", "missingField"],
  ["a candidate without a slug", router('"candidates": ["a", { "cost": 1 }]'), "schema", "missingField"],
];

const values: readonly Line[] = [
  ["a provider that is not known", '["llama4", { "model": "m", "provider": "antropic" }]', "schema", "unknownProvider"],
  ["a format that is not known", `[{ ${hosted}, "wire": "grpc" }]`, "schema", "unknownValue"],
  ["an option that cannot be left out", row('"omit": ["model"]'), "schema", "unknownValue"],
  ["an affinity that is not known", router('"affinity": "always"'), "schema", "unknownValue"],
  ["a rule of the gateway that is not known", gateway('"unknown_model": "guess"'), "schema", "unknownValue"],
  ["a strength above 1", row('"strength": 85'), "schema", "outOfRange"],
  ["a threshold in percent", router('"threshold": 70'), "schema", "outOfRange"],
  ["a negative cost", row('"cost": -1'), "schema", "outOfRange"],
  ["a window of no tokens", row('"max_context_limit": 0'), "schema", "outOfRange"],
  ["half a token", row('"max_output_tokens": 1000.5'), "schema", "outOfRange"],
  ["a memory that lasts no time", router('"cache_ttl_seconds": 0'), "schema", "outOfRange"],
  ["a slug with a space", row('"slug": "my model"'), "schema", "invalidSlug"],
];

const names: readonly Line[] = [
  ["a misspelled field", row('"strenght": 0.5'), "server", "unknownField"],
  ["another tool's name of a field", row('"context_window": 32768'), "server", "unreadField"],
  ["a field that nothing reads", row('"colour": "blue"'), "server", "unreadField"],
  ["a field without effect", router('"timeout": 5'), "server", "noEffect"],
  ["a misspelled field of the router", router('"treshold": 0.5'), "server", "unknownField"],
  ["a field of the router beside it", '{ "models": ["llama4"], "threshold": 0.5 }', "server", "unknownField"],
  ["two spellings that disagree", row('"max_context_limit": 1000, "maxContextLimit": 2000'), "server", "conflictingAliases"],
  ["images both ways", row('"supports_images": true, "no_image_support": true'), "server", "conflictingAliases"],
];

const references: readonly Line[] = [
  ["a default that no model is", router('"default": "c"'), "server", "unknownModel"],
  ["a classifier that no model is", router('"classifier": "c"'), "server", "unknownModel"],
  ["a candidate that no model is", router('"candidates": ["a", "b", "c"]'), "server", "unknownModel"],
  ["an alias of the gateway that leads nowhere", gateway('"aliases": { "claude-*": "c" }'), "server", "unknownModel"],
  [
    "two rows with one slug",
    `[{ "slug": "a", ${local}, "cost": 1 }, { "slug": "a", ${hosted}, "cost": 2 }]`,
    "server",
    "duplicateSlug",
  ],
  ["a model with Auto's slug", row('"slug": "auto"'), "server", "duplicateSlug"],
  ["a candidate twice", router('"candidates": ["a", "b", "a"]'), "server", "duplicateCandidate"],
  ["a default that is not a candidate", router('"default": "b", "candidates": ["a"]'), "server", "defaultNotCandidate"],
];

const addresses: readonly Line[] = [
  ["an address without its scheme", `["llama4", { ${generic}, "base_url": "llm.example.com/v1" }]`, "schema", "invalidBaseUrl"],
  ["this machine's address without its scheme", row('"base_url": "localhost:11434"'), "schema", "invalidBaseUrl"],
  ["a reference as an address", `["llama4", { ${generic}, "base_url": "\${env:SET_KEY}" }]`, "schema", "invalidBaseUrl"],
  [
    "a reference inside an address",
    `["llama4", { ${generic}, "base_url": "https://\${env:SET_KEY}/v1" }]`,
    "server",
    "invalidBaseUrl",
  ],
  ["an address that is none", `["llama4", { ${generic}, "base_url": "https://" }]`, "server", "invalidBaseUrl"],
  [
    "an address in a field that nothing reads",
    `["llama4", { ${hosted}, "host": "http://10.0.0.5:8000" }]`,
    "server",
    "invalidBaseUrl",
  ],
  [
    "the same where an address is needed",
    `["llama4", { ${generic}, "host": "http://10.0.0.5:8000" }]`,
    "schema",
    "invalidBaseUrl",
  ],
  ["a key over plain http", `[{ ${hosted}, "base_url": "http://llm.example.com/v1" }]`, "server", "unencryptedEndpoint"],
  [
    "the address of one call",
    `[{ ${hosted}, "base_url": "https://llm.example.com/v1/chat/completions" }]`,
    "server",
    "endpointInBaseUrl",
  ],
  ["an address without its path", `[{ ${hosted}, "base_url": "https://openrouter.ai" }]`, "server", "incompleteBaseUrl"],
  [
    "the address of another API",
    `[{ ${generic}, "api_key": "\${env:SET_KEY}", "base_url": "https://llm.example.com/v1/messages" }]`,
    "server",
    "wrongProvider",
  ],
  ["another provider's model", '[{ "model": "claude-haiku-5-5", "provider": "ollama" }]', "server", "wrongProvider"],
  ["a format that the provider does not speak", row('"wire": "messages"'), "server", "wrongWire"],
];

const keys: readonly Line[] = [
  [
    "a key in the file",
    '[{ "model": "gpt-6-luna", "provider": "openai", "api_key": "sk-1234567890" }]',
    "server",
    "literalCredential",
  ],
  [
    "a reference that names nothing",
    '[{ "model": "gpt-6-luna", "provider": "openai", "api_key": "${env:}" }]',
    "server",
    "invalidCredential",
  ],
  [
    "a reference in another tool's words",
    '[{ "model": "gpt-6-luna", "provider": "openai", "api_key": "$SET_KEY" }]',
    "server",
    "invalidCredential",
  ],
  ["a key's variable that is not a name", row('"api_key_env": "MY KEY"'), "schema", "invalidCredential"],
  [
    "a variable that is not set",
    '[{ "model": "gpt-6-luna", "provider": "openai", "api_key": "${env:NO_KEY}" }]',
    "server",
    "unresolvedCredential",
  ],
  ["a key in a header", row('"extra_headers": { "Authorization": "Bearer sk-0123456789" }'), "server", "literalHeader"],
  ["a header that is not a name", row('"extra_headers": { "x team": "core" }'), "server", "invalidHeader"],
  ["a header of the connection", row('"extra_headers": { "Host": "llm.example.com" }'), "server", "invalidHeader"],
  ["a header twice", row('"extra_headers": { "x-team": "a", "X-Team": "b" }'), "server", "duplicateProperty"],
];

const figures: readonly Line[] = [
  ["a price for one token", row('"pricing": { "input": 0.000001, "output": 5 }'), "server", "pricePerToken"],
  ["a reply longer than the window", row('"max_context_limit": 1000, "max_output_tokens": 2000'), "server", "outputAboveContext"],
  [
    "a model without a cost among others",
    `[{ "slug": "a", ${local}, "cost": 1 }, { "slug": "b", ${hosted} }]`,
    "server",
    "noCostBasis",
  ],
];

const strengths =
  '"models": [{ "slug": "a", ' +
  local +
  ', "cost": 1, "strength": 0.4 }, { "slug": "b", ' +
  local +
  ', "cost": 2, "strength": 0.8 }]';

const routing: readonly Line[] = [
  ["no model that Auto may choose", row('"candidate": false'), "server", "noCandidates"],
  ["a threshold that only the strongest reaches", `{ ${strengths}, "router": { "threshold": 1 } }`, "server", "thresholdTooHigh"],
  ["a threshold that every model reaches", `{ ${strengths}, "router": { "threshold": 0 } }`, "server", "thresholdTooLow"],
  [
    "a card that says nothing to a classifier",
    `{ "models": [{ "slug": "a", ${local}, "cost": 1, "card": "Fast." }, { "slug": "b", ${hosted}, "cost": 2 }], "router": { "classifier": "b" } }`,
    "server",
    "vagueCard",
  ],
];

/** The catalog of a workspace that nobody has trusted. */
const untrusted: Fault = {
  what: "a workspace that is not trusted",
  text: row('"cost": 1'),
  finder: "server",
  code: "untrustedWorkspace",
  where: "workspace",
};

export const faults: readonly Fault[] = [
  ...syntax,
  ...types,
  ...missing,
  ...values,
  ...names,
  ...references,
  ...addresses,
  ...keys,
  ...figures,
  ...routing,
]
  .map(([what, text, finder, code]): Fault => ({ what, text, finder, code }))
  .concat(untrusted);
