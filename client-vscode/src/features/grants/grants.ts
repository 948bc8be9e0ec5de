import { toShimError } from "shim-lsp-client/protocol";
import { type Disposable, l10n, window } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { registerCommand } from "../../infrastructure/commands";
import { Disposables } from "../../infrastructure/disposable";
import type { Shim } from "../../infrastructure/shim";
import { errorText } from "../../infrastructure/wording/errors";
import { allowedRows, allowQuestion, type GrantRow, pendingRows } from "./grantsView";

/** Allow Key and Forbid Key: which keys the workspace's own models.json may send where. The first takes a model's slug. */
export function registerGrants(shim: Shim): Disposable {
  const owned = new Disposables();
  owned.add(registerCommand(commandIds.allowKey, shim.log, (slug) => allow(shim, typeof slug === "string" ? slug : undefined)));
  owned.add(registerCommand(commandIds.forbidKey, shim.log, () => forbid(shim)));
  return owned;
}

async function allow(shim: Shim, slug: string | undefined): Promise<void> {
  const folder = shim.folder.current;
  const rows = pendingRows(await shim.endpoints.grants(folder), shim.sessions.of(folder).list, slug);
  const chosen = rows.length > 1 ? await pick(rows, l10n.t("Which key may this workspace's models.json send?")) : rows[0];
  if (!chosen) {
    if (rows.length === 0) {
      void window.showInformationMessage(l10n.t("This workspace asks for no key that you have not allowed."));
    }

    return;
  }

  const { question, detail } = allowQuestion(chosen);
  const yes = l10n.t("Allow");
  if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) === yes) {
    await set(shim, chosen, true);
  }
}

async function forbid(shim: Shim): Promise<void> {
  const folder = shim.folder.current;
  const rows = allowedRows(await shim.endpoints.grants(folder), shim.sessions.of(folder).list);
  if (rows.length === 0) {
    void window.showInformationMessage(l10n.t("You have allowed this workspace no key."));
    return;
  }

  const chosen = await pick(rows, l10n.t("Which key may this workspace's models.json send no longer?"));
  if (chosen) {
    await set(shim, chosen, false);
  }
}

async function pick(rows: readonly GrantRow[], placeHolder: string): Promise<GrantRow | undefined> {
  const items = rows.map((row) => ({ row, label: row.label, description: row.description, detail: row.detail }));
  return (await window.showQuickPick(items, { placeHolder, matchOnDescription: true, matchOnDetail: true }))?.row;
}

async function set(shim: Shim, { grant, label, description }: GrantRow, allowed: boolean): Promise<void> {
  const folder = shim.folder.current;
  try {
    if ((await shim.endpoints.setGrant(folder, grant, allowed)) === allowed) {
      window.setStatusBarMessage(
        allowed ? l10n.t("{0} may go to {1}.", label, description) : l10n.t("{0} may no longer go to {1}.", label, description),
        8_000,
      );
      return;
    }

    void window.showErrorMessage(l10n.t("Shim could not save that: its state folder cannot be written. Run shim-lsp doctor."));
  } catch (error) {
    void window.showErrorMessage(errorText(toShimError(error), shim.sessions.of(folder).list));
  }
}
