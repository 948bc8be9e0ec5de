// What `shim-lsp init` writes, opened in an editor that knows of the schema from the file alone: VS Code's service for JSON, with no
// association and no network, reads the path as Neovim, Emacs, Helix, Zed and Sublime Text do, which all run that service.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { getLanguageService, TextDocument } from "vscode-json-languageservice";
import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { run } from "../support/server";

interface Written {
  readonly catalog: string;
  readonly schema: string;
}

const read = (folder: string) =>
  JSON.stringify({
    catalog: readFileSync(join(folder, "models.json"), "utf8"),
    schema: readFileSync(join(folder, "models.schema.json"), "utf8"),
  } satisfies Written);

test.each<[string, readonly string[], (home: string) => string]>([
  ["a person's own catalog", ["init"], (home) => join(home, "c", "shim-lsp")],
  ["a workspace's catalog", ["init", "--workspace"], (home) => join(home, ".shim")],
])("%s is checked by the schema beside it", async (_, args, folderIn) => {
  const written = JSON.parse(run(args, { read: (home) => read(folderIn(home)) })) as Written;

  expect(await problems(written.catalog, written.schema)).toEqual([]);
  const broken = written.catalog.replace('"threshold": 0.7', '"threshold": 70');
  expect(await problems(broken, written.schema)).toEqual(["Value is above the maximum of 1."]);
});

async function problems(text: string, schema: string) {
  const catalog = pathToFileURL(join("/", "home", "me", "models.json")).href;
  const asked: string[] = [];
  const service = getLanguageService({
    workspaceContext: { resolveRelativePath: (path, resource) => new URL(path, resource).href },
    schemaRequestService: (uri) => {
      asked.push(uri);
      return Promise.resolve(schema);
    },
  });
  const document = TextDocument.create(catalog, "jsonc", 1, text);
  const found = await service.doValidation(document, service.parseJSONDocument(document), { comments: "ignore" });
  expect(asked).toEqual([new URL("models.schema.json", catalog).href]);
  return found.map(({ message }) => message);
}
