import { type CancellationToken, l10n, ProgressLocation, type QuickPickItem, ThemeIcon, window } from "vscode";
import { toShimError } from "../../infrastructure/protocol/errors";
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

/** Waits for a call where the person sees it and can end it. */
export async function during<T>(
  title: string,
  call: (cancellation: CancellationToken) => Promise<T>,
): Promise<Outcome<T> | undefined> {
  return window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, async (_, cancellation) => {
    try {
      return { kind: "ok", value: await call(cancellation) };
    } catch (failure) {
      const error = toShimError(failure);
      return error.kind === "cancelled" || cancellation.isCancellationRequested
        ? undefined
        : { kind: "failed", text: errorText(error, undefined), ...(error.kind === "endpointFailed" && { status: error.status }) };
    }
  });
}

export const titles = {
  add: () => l10n.t("Add model"),
  edit: () => l10n.t("Edit model"),
  remove: () => l10n.t("Remove model"),
};
