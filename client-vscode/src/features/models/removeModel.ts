import { l10n, window } from "vscode";
import { withoutRow } from "../../infrastructure/catalog/edits";
import { changeFile } from "../../infrastructure/catalog/file";
import { targetOf } from "../../infrastructure/catalog/target";
import { fieldOf, rowAt, textOf } from "../../infrastructure/catalog/tree";
import { pathOf } from "../../infrastructure/folders";
import type { Shim } from "../../infrastructure/shim";
import { keyNameOf } from "../../infrastructure/wording/credentials";
import { plainLabel, plainLine } from "../../infrastructure/wording/names";
import { unchangedText } from "../../infrastructure/wording/unchanged";
import { ask, titles } from "./dialogs";
import { chooseModel } from "./editModel";
import { listed, savedFirst } from "./modelsFile";

/** Remove Model: takes a row out of models.json, and its key out of the secret storage if the person wants that. */
export async function removeModel(shim: Shim, slug: string | undefined): Promise<void> {
  const folder = shim.folder.current;
  const model = await chooseModel(shim, folder, slug, titles.remove());
  const { list } = shim.sessions.of(folder);
  const target = list && targetOf(list.catalog, pathOf(folder));
  if (!model || !target || !(await savedFirst(target.path))) {
    return;
  }

  const name = plainLabel(model.displayName);
  const keyName = keyNameOf(model);
  const isOnlyUser = list.models.every((other) => other.slug === model.slug || keyNameOf(other) !== keyName);
  const hasKey = keyName !== undefined && isOnlyUser && shim.keyring.names.includes(keyName);
  const answer = await ask<"row" | "both">(
    l10n.t("Remove {0}?", name),
    hasKey
      ? l10n.t(
          "Its row goes out of {0}. Its key {1} is in VS Code's secret storage.",
          plainLine(target.path, 200),
          plainLine(keyName),
        )
      : l10n.t("Its row goes out of {0}.", plainLine(target.path, 200)),
    hasKey
      ? [
          [l10n.t("Remove Model and Key"), "both"],
          [l10n.t("Remove Model"), "row"],
        ]
      : [[l10n.t("Remove Model"), "row"]],
  );
  if (answer === undefined) {
    return;
  }

  const changed = await changeFile(
    target.path,
    (text, tree) => {
      const row = tree.kind === "tree" && model.position ? rowAt(text, tree.root, model.position) : undefined;
      return tree.kind === "tree" && row && (textOf(row) ?? textOf(fieldOf(row, ["model"]))) === model.model
        ? withoutRow(text, tree.root, row, model.slug)
        : undefined;
    },
    target.within,
  );
  if (changed.kind !== "changed!") {
    void window.showErrorMessage(unchangedText(changed));
    return;
  }

  if (answer === "both" && keyName !== undefined) {
    await shim.keyring.remove(keyName);
    await shim.handover.give(keyName, undefined);
  }

  await listed(shim, folder, model.slug, false);
  window.setStatusBarMessage(l10n.t("{0} is removed.", name), 8_000);
}
