import { toShimError } from "shim-lsp-client/protocol";
import { type CancellationToken, CancellationTokenSource, l10n, type QuickPickItem, ThemeIcon, window } from "vscode";
import { errorText } from "../../infrastructure/wording/errors";

/** A line of a list, and what it stands for. */
export interface Choice<T> extends QuickPickItem {
  readonly value: T;
}

export async function choose<T>(title: string, placeholder: string, choices: readonly Choice<T>[]): Promise<T | undefined> {
  const chosen = await window.showQuickPick(choices, {
    title,
    placeHolder: placeholder,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return chosen?.value;
}

export function choice<T>(value: T, icon: string, label: string, detail?: string, description?: string): Choice<T> {
  return {
    value,
    iconPath: new ThemeIcon(icon),
    label,
    ...(detail !== undefined && detail !== "" && { detail }),
    ...(description !== undefined && description !== "" && { description }),
  };
}

/** A question that has to be answered before anything goes on. Undefined if the person cancels. */
export async function ask<T>(
  question: string,
  detail: string,
  answers: readonly (readonly [string, T])[],
): Promise<T | undefined> {
  const chosen = await window.showWarningMessage(question, { modal: true, detail }, ...answers.map(([label]) => label));
  return answers.find(([label]) => label === chosen)?.[1];
}

/** What a call to an endpoint came to; undefined if the person cancelled it. */
export type Outcome<T> =
  { readonly kind: "ok"; readonly value: T } | { readonly kind: "failed"; readonly status?: unknown; readonly text: string };

/** Waits for a call in the box that asked for it. Escape ends the call. */
export async function during<T>(
  text: string,
  call: (cancellation: CancellationToken) => Promise<T>,
): Promise<Outcome<T> | undefined> {
  const cancellation = new CancellationTokenSource();
  const box = window.createQuickPick();
  box.title = titles.add();
  box.placeholder = l10n.t("Press Escape to stop");
  box.busy = true;
  box.ignoreFocusOut = true;
  box.items = [{ label: l10n.t("{0}...", text), alwaysShow: true }];
  box.onDidHide(() => cancellation.cancel());
  box.show();
  try {
    return { kind: "ok", value: await call(cancellation.token) };
  } catch (failure) {
    const error = toShimError(failure);
    return error.kind === "cancelled" || cancellation.token.isCancellationRequested
      ? undefined
      : { kind: "failed", text: errorText(error, undefined), ...(error.kind === "endpointFailed" && { status: error.status }) };
  } finally {
    box.dispose();
    cancellation.dispose();
  }
}

export const titles = {
  add: () => l10n.t("Add model"),
  edit: () => l10n.t("Edit model"),
  remove: () => l10n.t("Remove model"),
};
