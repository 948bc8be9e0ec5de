import { type EndpointModel, toShimError } from "shim-lsp-client/protocol";
import { commands, l10n, window } from "vscode";
import { newCatalog, withRow } from "../../infrastructure/catalog/edits";
import { changeFile } from "../../infrastructure/catalog/file";
import { targetOf } from "../../infrastructure/catalog/target";
import { fieldOf } from "../../infrastructure/catalog/tree";
import { commandIds } from "../../infrastructure/commandIds";
import type { Folder } from "../../infrastructure/folder";
import { pathOf } from "../../infrastructure/folders";
import type { Shim } from "../../infrastructure/shim";
import { errorText } from "../../infrastructure/wording/errors";
import { plainLine } from "../../infrastructure/wording/names";
import { unchangedText } from "../../infrastructure/wording/unchanged";
import { addedText, modelChoices, rowFor } from "./addView";
import { askEndpoint, askKey, type Endpoint, endpointOf } from "./askEndpoint";
import { ask, choice, choose, during, titles } from "./dialogs";
import { listed, savedFirst } from "./modelsFile";
import { originOf } from "./providersView";

/** Add Model: from a provider to a row in models.json, with nothing written and no key stored before a model was found. */
export async function addModel(shim: Shim): Promise<void> {
  const folder = shim.folder.current; // a click elsewhere must not change where it goes
  const asked = await askEndpoint(shim);
  const found = asked && (await findModel(shim, folder, asked));
  if (found && (await answers(shim, found.endpoint, found.model.model))) {
    await write(shim, folder, found.endpoint, found.model);
  }
}

interface Found {
  readonly endpoint: Endpoint;
  readonly model: EndpointModel;
}

/** Lists the endpoint's models until the person has chosen one, or types its name, or gives up. */
async function findModel(shim: Shim, folder: Folder | undefined, first: Endpoint): Promise<Found | undefined> {
  for (let endpoint = first; ;) {
    const at = plainLine(originOf(endpoint.address));
    const { params } = endpoint;
    const outcome = await during(l10n.t("Asking {0} for its models", at), (token) => shim.endpoints.list(params, token));
    if (!outcome) {
      return undefined;
    }

    if (outcome.kind === "ok") {
      const { placeholder, items } = modelChoices(outcome.value, shim.sessions.of(folder).list, endpoint.provider);
      const chosen = await choose(
        titles.add(),
        placeholder,
        items.map((item) =>
          choice<EndpointModel | "type">(
            item.model ?? "type",
            item.model ? "circle-outline" : "edit",
            item.label,
            item.detail,
            item.description,
          ),
        ),
      );
      return named(endpoint, chosen);
    }

    const mayBeKey = outcome.status === 401 || outcome.status === 403;
    const why =
      outcome.status === "timeout" ? l10n.t("It did not answer in time. Check the address, or try again.") : outcome.text;
    const next = await ask<"again" | "key" | "type">(l10n.t("{0} gave no list of models.", at), why, [
      ...(mayBeKey && endpoint.choice.key !== "none" ? [[l10n.t("Enter Another Key"), "key"] as const] : []),
      [l10n.t("Try Again"), "again"],
      [l10n.t("Type the Model's Name"), "type"],
    ]);
    if (next === undefined || next === "type") {
      return named(endpoint, next);
    }

    if (next === "key") {
      const key = await askKey(shim, endpoint.choice, endpoint.address);
      if (key === undefined) {
        return undefined;
      }

      endpoint = endpointOf(endpoint.choice, endpoint.baseUrl, key === "none" ? undefined : key);
    }
  }
}

async function named(endpoint: Endpoint, chosen: EndpointModel | "type" | undefined): Promise<Found | undefined> {
  const typed =
    chosen === "type"
      ? await window.showInputBox({
          title: titles.add(),
          prompt: l10n.t("The model's name, as {0} knows it.", plainLine(originOf(endpoint.address))),
          placeHolder: endpoint.provider === "ollama" ? "qwen3-coder:30b" : "",
          validateInput: (text) => (text.trim() === "" ? l10n.t("Enter a name, or press Escape.") : undefined),
          ignoreFocusOut: true,
        })
      : undefined;
  const model = typeof chosen === "object" ? chosen : typed === undefined ? undefined : { model: typed.trim() };
  return model && { endpoint, model };
}

/** Sends the model a word. Whether it is to be added: it answered, or the person wants it anyway. */
export async function answers(shim: Shim, endpoint: Endpoint, model: string): Promise<boolean> {
  const name = plainLine(model);
  for (;;) {
    const outcome = await during(l10n.t("Asking {0} for a word", name), (token) =>
      shim.endpoints.test({ ...endpoint.params, model }, token),
    );
    if (!outcome || outcome.kind === "ok") {
      return outcome !== undefined;
    }

    const next = await ask<"again" | "add">(l10n.t("{0} did not answer.", name), outcome.text, [
      [l10n.t("Try Again"), "again"],
      [l10n.t("Add It Anyway"), "add"],
    ]);
    if (next !== "again") {
      return next === "add";
    }
  }
}

async function write(shim: Shim, folder: Folder | undefined, endpoint: Endpoint, model: EndpointModel): Promise<void> {
  const { list } = shim.sessions.of(folder);
  const target = list && targetOf(list.catalog, pathOf(folder));
  if (!target) {
    void window.showErrorMessage(
      list
        ? l10n.t("The Shim server has no place for your models file. Set shim.modelsPath.")
        : errorText({ kind: "serverNotRunning" }, list),
    );
    return;
  }

  const { key } = endpoint;
  if (!(await savedFirst(target.path)) || (key?.isNew === true && !(await store(shim, key.name, key.value)))) {
    return;
  }

  const row = rowFor(endpoint, model, target.isNew ? ["auto"] : list.models.map(({ slug }) => slug));
  let isCandidate = true;
  const changed = await changeFile(
    target.path,
    (text, tree) => {
      const root = tree.kind === "tree" ? tree.root : undefined;
      const router = root?.type === "object" ? fieldOf(root, ["router"]) : undefined;
      const candidates = router?.type === "object" ? fieldOf(router, ["candidates"]) : undefined;
      isCandidate = (candidates?.children?.length ?? 0) === 0;
      return root ? withRow(text, root, row) : newCatalog(row);
    },
    target.within,
  );
  if (changed.kind !== "changed!") {
    if (key?.isNew === true) {
      await shim.keyring.remove(key.name);
      await shim.handover.give(key.name, undefined);
    }

    void window.showErrorMessage(unchangedText(changed));
    return;
  }

  if (key && target.within !== undefined) {
    // The person has just confirmed that this key goes to this address, so the workspace's file need not ask again.
    await shim.endpoints.allow(folder, key.reference, endpoint.address);
  }

  await listed(shim, folder, row.slug);
  const [use, open] = [l10n.t("Use It"), l10n.t("Open Models File")];
  const next = await window.showInformationMessage(
    addedText(model.displayName ?? model.model, target.path, isCandidate),
    use,
    open,
  );
  if (next === use) {
    await shim.client.switchModel(folder, row.slug).catch((error: unknown) => {
      void window.showErrorMessage(errorText(toShimError(error), shim.sessions.of(folder).list));
    });
  } else if (next === open) {
    await commands.executeCommand(commandIds.openModelsFile, row.slug);
  }
}

/** Keeps a key and hands it to the server. Whether VS Code took it. */
export async function store(shim: Shim, name: string, value: string): Promise<boolean> {
  try {
    await shim.keyring.store(name, value);
  } catch (error) {
    shim.log.error(`VS Code's secret storage did not take the key ${name}: ${String(error)}`);
    void window.showErrorMessage(
      l10n.t("VS Code could not store the key {0}, so nothing was changed. See Shim: Show Output.", name),
    );
    return false;
  }

  await shim.handover.give(name, value);
  return true;
}
