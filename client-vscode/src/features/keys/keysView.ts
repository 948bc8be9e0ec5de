import type { Model, ModelList } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import type { Handed } from "../../infrastructure/keys/handover";
import { keyNameOf } from "../../infrastructure/wording/credentials";
import { plainLabel, plainLine, someOf } from "../../infrastructure/wording/names";

/** More names, and a message is a list. */
const mostNames = 6;

/** A name that can be given a key, or whose key can be removed. */
export interface KeyRow {
  readonly name: string;
  readonly icon: string;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

export interface KeyPrompt {
  readonly title: string;
  readonly placeholder: string;
  readonly prompt: string;
}

export interface KeyMessage {
  readonly severity: "information" | "warning";
  readonly text: string;
}

/** The names that the catalogs ask for, those first whose models wait for a key. */
export function keysToSet(lists: readonly ModelList[], stored: readonly string[]): readonly KeyRow[] {
  const names = new Set(modelsOf(lists).map(keyNameOf));
  const rows = [...names].filter((name) => name !== undefined).map((name) => row(name, lists, stored));
  return [...rows.filter(({ icon }) => icon === "warning"), ...rows.filter(({ icon }) => icon !== "warning")];
}

/** The names that have a key here. */
export function keysToRemove(lists: readonly ModelList[], stored: readonly string[]): readonly KeyRow[] {
  return stored.map((name) => ({ ...row(name, lists, []), icon: "key", description: "" }));
}

function row(name: string, lists: readonly ModelList[], stored: readonly string[]): KeyRow {
  const users = usersOf(name, lists);
  const states = new Set(users.map(({ availability }) => availability.state));
  return {
    name,
    icon: states.has("missingCredential") || states.has("unauthorized") ? "warning" : "key",
    label: plainLine(name),
    description: [
      ...(states.has("missingCredential") ? [l10n.t("missing")] : []),
      ...(states.has("unauthorized") ? [l10n.t("rejected")] : []),
      ...(stored.includes(name) ? [l10n.t("stored")] : []),
    ].join(" · "),
    detail: users.length === 0 ? l10n.t("No model uses it") : named(users),
  };
}

/** What the box says in which a person types a key. */
export function keyPrompt(name: string, lists: readonly ModelList[]): KeyPrompt {
  const users = usersOf(name, lists);
  const shown = plainLine(name);
  return {
    title: l10n.t("Set API key {0}", shown),
    placeholder: users.length === 0 ? shown : l10n.t("{0}, for {1}", shown, named(users)),
    prompt: l10n.t(
      "VS Code's secret storage keeps it; the Shim server holds it in memory. It overrides an environment variable of that name.",
    ),
  };
}

/** The result of a new key: the models that it serves now, or why it serves none. */
export function keySet(name: string, handed: Handed, lists: readonly ModelList[]): KeyMessage {
  const shown = plainLine(name);
  switch (handed.kind) {
    case "given": {
      const users = usersOf(name, lists, handed.affected);
      const [first, ...others] = users.filter(isWithoutKey);
      if (users.length === 0) {
        return information(l10n.t("{0} is stored. No model uses that name.", shown));
      }

      return first !== undefined && others.length + 1 === users.length
        ? warning(
            l10n.t(
              "{0} is stored, but {1} cannot use it yet: {2}",
              shown,
              named(users),
              plainLine(first.availability.reason ?? l10n.t("its key is missing"), 300),
            ),
          )
        : information(l10n.t("{0} is stored. Used by {1}.", shown, named(users.filter((user) => !isWithoutKey(user)))));
    }
    case "unsupported":
      return warning(
        l10n.t(
          "{0} is stored, but this version of the Shim server takes no keys. Update it, or set the environment variable.",
          shown,
        ),
      );
    case "notRunning":
      return information(l10n.t("{0} is stored. The Shim server gets it when it starts.", shown));
    case "refused":
      return warning(l10n.t("{0} is stored, but the Shim server did not accept it. Check the name and the key.", shown));
  }
}

/** What became of the models whose key was removed. */
export function keyRemoved(name: string, handed: Handed, lists: readonly ModelList[]): KeyMessage {
  const shown = plainLine(name);
  switch (handed.kind) {
    case "given": {
      const without = usersOf(name, lists, handed.affected).filter(isWithoutKey);
      return information(
        without.length === 0
          ? l10n.t("{0} is removed.", shown)
          : l10n.t("{0} is removed. Now without a key: {1}.", shown, named(without)),
      );
    }
    case "unsupported":
    case "notRunning":
      return information(l10n.t("{0} is removed.", shown));
    case "refused":
      return warning(l10n.t("{0} is removed, but the Shim server may still hold it. Run Shim: Restart Server.", shown));
  }
}

/** Models by name, each once: the folders of a window mostly have the same ones. */
function usersOf(name: string, lists: readonly ModelList[], slugs: readonly string[] = []): readonly Model[] {
  const users = modelsOf(lists).filter((model) => keyNameOf(model) === name || slugs.includes(model.slug));
  return users.filter((model, index) => users.findIndex(({ displayName }) => displayName === model.displayName) === index);
}

function modelsOf(lists: readonly ModelList[]): readonly Model[] {
  return lists.flatMap(({ models }) => models);
}

function isWithoutKey({ availability }: Model): boolean {
  return availability.state === "missingCredential";
}

function named(models: readonly Model[]): string {
  return someOf(
    models.map(({ displayName }) => plainLabel(displayName)),
    mostNames,
  );
}

function information(text: string): KeyMessage {
  return { severity: "information", text };
}

function warning(text: string): KeyMessage {
  return { severity: "warning", text };
}
