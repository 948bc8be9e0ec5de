import type { Model } from "shim-lsp-client/protocol";
import { commands, l10n, window } from "vscode";
import { type EditedField, withFields } from "../../infrastructure/catalog/edits";
import { changeFile } from "../../infrastructure/catalog/file";
import { targetOf } from "../../infrastructure/catalog/target";
import { fieldOf, rowAt, textOf } from "../../infrastructure/catalog/tree";
import { commandIds } from "../../infrastructure/commandIds";
import type { Folder } from "../../infrastructure/folder";
import { pathOf } from "../../infrastructure/folders";
import type { Shim } from "../../infrastructure/shim";
import { keyNameOf, keyProblem } from "../../infrastructure/wording/credentials";
import { errorText } from "../../infrastructure/wording/errors";
import { plainLabel } from "../../infrastructure/wording/names";
import { unchangedText } from "../../infrastructure/wording/unchanged";
import { store } from "./addModel";
import { freeName, slugFor } from "./addView";
import { choice, choose, titles } from "./dialogs";
import { editRows, modelRow, priceInput, readPrice, readTokens, rowsInFile } from "./editView";
import { savedFirst } from "./modelsFile";

type Fields = Partial<Record<EditedField, unknown>>;

/** Edit Model: one field of one row. */
export async function editModel(shim: Shim, slug: string | undefined): Promise<void> {
  const folder = shim.folder.current;
  const model = await chooseModel(shim, folder, slug, titles.edit());
  const what =
    model &&
    (await choose(
      titles.edit(),
      l10n.t("What do you want to change of {0}?", plainLabel(model.displayName)),
      editRows(model).map((row) => choice(row.what, row.icon, row.label, undefined, row.description)),
    ));
  switch (what) {
    case undefined:
      return;
    case "open":
      await commands.executeCommand(commandIds.openModelsFile, model?.slug);
      return;
    case "key":
      await editKey(shim, folder, model);
      return;
    default: {
      const fields = model && (await askFields(model, what));
      if (model && fields) {
        await change(shim, folder, model, fields);
      }
    }
  }
}

/** The model that a command is about: the named one, or the one that the person chooses. */
export async function chooseModel(
  shim: Shim,
  folder: Folder | undefined,
  slug: string | undefined,
  title: string,
): Promise<Model | undefined> {
  const { list } = shim.sessions.of(folder);
  const rows = list ? rowsInFile(list) : [];
  if (rows.length === 0) {
    void window.showInformationMessage(
      list
        ? l10n.t("Your models are the built-in sample. Add a model, and models.json is created.")
        : errorText({ kind: "serverNotRunning" }, list),
    );
    return undefined;
  }

  return (
    rows.find((model) => model.slug === slug) ??
    choose(
      title,
      l10n.t("Choose a model"),
      rows.map((model) => choice(model, "circle-outline", modelRow(model).label, undefined, modelRow(model).description)),
    )
  );
}

async function askFields(model: Model, what: "name" | "price" | "context" | "images" | "tools"): Promise<Fields | undefined> {
  const input = (value: string, prompt: string, problem: (text: string) => string | undefined) =>
    window.showInputBox({ title: titles.edit(), value, prompt, validateInput: problem, ignoreFocusOut: true });
  switch (what) {
    case "name": {
      const name = await input(model.displayName, l10n.t("The name that lists show. Empty: the model's own."), () => undefined);
      return name === undefined ? undefined : { display_name: name.trim() === "" ? undefined : name.trim() };
    }
    case "price": {
      const text = await input(
        priceInput(model),
        l10n.t("US dollars per million tokens: input, output, and cached input if it has its own price. Empty: not stated."),
        (typed) => (readPrice(typed) ? undefined : l10n.t("Enter two or three numbers, such as 1, 5 or 1, 5, 0.1.")),
      );
      const read = text === undefined ? undefined : readPrice(text);
      return read && { pricing: read.pricing };
    }
    case "context": {
      const text = await input(
        model.contextWindow === undefined ? "" : String(model.contextWindow),
        l10n.t("The largest input, in tokens. Empty: not stated."),
        (typed) =>
          typed.trim() === "" || readTokens(typed) !== undefined ? undefined : l10n.t("Enter a number, such as 200000 or 200k."),
      );
      return text === undefined ? undefined : { max_context_limit: readTokens(text) };
    }
    case "images":
      return { supports_images: !model.supportsImages };
    case "tools":
      return { supports_tools: !model.supportsTools };
  }
}

/** A key with a name gets another value; a row without one, or with the key itself in it, gets a name. */
async function editKey(shim: Shim, folder: Folder | undefined, model: Model | undefined): Promise<void> {
  const name = model && keyNameOf(model);
  if (!model || name !== undefined) {
    await commands.executeCommand(commandIds.setApiKey, name);
    return;
  }

  const typed = await window.showInputBox({
    title: titles.edit(),
    prompt: l10n.t("The key for {0}. VS Code's secret storage keeps it.", plainLabel(model.displayName)),
    password: true,
    validateInput: keyProblem,
    ignoreFocusOut: true,
  });
  const value = typed?.trim();
  if (value === undefined) {
    return;
  }

  const free = freeName(`${slugFor(model.slug, []).replaceAll("-", "_").toUpperCase()}_API_KEY`, shim.keyring.names);
  if (await store(shim, free, value)) {
    await change(shim, folder, model, { api_key: `\${secret:${free}}` });
  }
}

async function change(shim: Shim, folder: Folder | undefined, model: Model, fields: Fields): Promise<void> {
  const { list } = shim.sessions.of(folder);
  const target = list && targetOf(list.catalog, pathOf(folder));
  if (!target || !(await savedFirst(target.path))) {
    return;
  }

  const changed = await changeFile(
    target.path,
    (text, tree) => {
      const row = tree.kind === "tree" && model.position ? rowAt(text, tree.root, model.position) : undefined;
      // The row is found by its place, so it must still be the same one.
      return row && (textOf(row) ?? textOf(fieldOf(row, ["model"]))) === model.model ? withFields(text, row, fields) : undefined;
    },
    target.within,
  );
  if (changed.kind !== "changed!") {
    void window.showErrorMessage(unchangedText(changed));
  }
}
