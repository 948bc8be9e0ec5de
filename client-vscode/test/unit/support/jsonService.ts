// VS Code's own service for JSON, with our schema, set up as VS Code's JSON extension sets it up for a file of the language "jsonc".
import {
  ClientCapabilities,
  type CompletionItem,
  type Diagnostic,
  getLanguageService,
  type LanguageService,
  TextDocument,
} from "vscode-json-languageservice";
import schema from "../../../../server/models.schema.json";

const uri = "file:///home/me/.config/shim-lsp/models.json";

export interface JsonService {
  /** What it marks in a text: faults of the JSON and those that the schema finds. */
  problems(text: string): Promise<readonly Diagnostic[]>;
  /** What it offers at the `$0` of a text. */
  complete(text: string): Promise<readonly CompletionItem[]>;
  /** What it shows at the `$0` of a text; an empty text if it shows nothing. */
  hover(text: string): Promise<string>;
}

export function jsonService(): JsonService {
  const service: LanguageService = getLanguageService({ clientCapabilities: ClientCapabilities.LATEST });
  service.configure({
    validate: true,
    schemas: [{ uri: "file:///extension/dist/models.schema.json", fileMatch: ["**/shim-lsp/models.json"], schema }],
  });
  const parse = (text: string) => {
    const document = TextDocument.create(uri, "jsonc", 1, text);
    return { document, json: service.parseJSONDocument(document) };
  };
  const at = (marked: string) => {
    const offset = marked.indexOf("$0");
    if (offset < 0) {
      throw new Error("The text has no $0.");
    }

    const { document, json } = parse(marked.slice(0, offset) + marked.slice(offset + 2));
    return { document, json, position: document.positionAt(offset) };
  };
  return {
    problems: async (text) => {
      const { document, json } = parse(text);
      return service.doValidation(document, json, {
        comments: "ignore",
        trailingCommas: "warning",
        schemaValidation: "warning",
        schemaRequest: "warning",
      });
    },
    complete: async (marked) => {
      const { document, json, position } = at(marked);
      return (await service.doComplete(document, position, json))?.items ?? [];
    },
    hover: async (marked) => {
      const { document, json, position } = at(marked);
      const shown = (await service.doHover(document, position, json))?.contents;
      return [shown ?? []]
        .flat()
        .map((part) => (typeof part === "string" ? part : part.value))
        .join("\n");
    },
  };
}
