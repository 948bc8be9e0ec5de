import type { Model, ModelList } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import type { Session } from "../../infrastructure/client/session";
import type { ServerState } from "../../infrastructure/server/state";
import { isAvailable } from "../../infrastructure/wording/availability";
import { nameOf, plainLabel } from "../../infrastructure/wording/names";

/** What the status item shows. `text` may name icons; a screen reader reads `accessibleLabel` instead. */
export interface StatusItem {
  readonly text: string;
  readonly accessibleLabel: string;
  readonly warning: boolean;
  readonly command: "switchModel" | "showOutput" | "restartServer";
}

/** The status bar's one item, for the current folder's session. */
export function statusItem(server: ServerState, session: Session): StatusItem {
  switch (server.kind) {
    case "failed":
      return {
        text: `$(warning) ${l10n.t("Shim")}`,
        accessibleLabel: l10n.t("Shim: the server is not running"),
        warning: true,
        command: "showOutput",
      };
    case "stopped":
      return {
        text: `$(warning) ${l10n.t("Shim")}`,
        accessibleLabel: l10n.t("Shim: the server is stopped"),
        warning: true,
        command: "restartServer",
      };
    case "starting":
    case "recovering":
      return { ...waiting(session, l10n.t("Shim: starting")), warning: false };
    case "running":
      return session.list === undefined
        ? { ...waiting(session, l10n.t("Shim: starting")), warning: false }
        : session.routing
          ? waiting(session, l10n.t("Shim: choosing a model"))
          : shown(session, session.list);
  }
}

function waiting(session: Session, accessibleLabel: string): StatusItem {
  const name = session.list ? label(session, session.list) : l10n.t("Shim");
  return {
    text: `$(loading~spin) ${name}`,
    accessibleLabel,
    warning: session.list !== undefined && !canRoute(session, session.list),
    command: "switchModel",
  };
}

function shown(session: Session, list: ModelList): StatusItem {
  const name = label(session, list);
  const auto = active(list)?.kind === "auto";
  const works = canRoute(session, list);
  return {
    text: `$(${auto ? "sparkle" : "pin"}) ${name}`,
    accessibleLabel: works
      ? l10n.t("Shim: active language model {0}. Switch model", name)
      : active(list)?.kind !== "model"
        ? l10n.t("Shim: active language model {0}, no model is available now. Switch model", name)
        : l10n.t("Shim: active language model {0}, which cannot be used now. Switch model", name),
    warning: !works,
    command: "switchModel",
  };
}

/** Auto shows the model of the last task; a pinned model shows its own name. */
function label(session: Session, list: ModelList): string {
  const model = active(list);
  const name = plainLabel(model?.displayName ?? list.active);
  const last = session.lastDecision;
  return model?.kind === "auto" && last !== undefined && last.source !== "pinned"
    ? l10n.t("{0}: {1}", name, plainLabel(nameOf(last.slug, list)))
    : name;
}

function active(list: ModelList): Model | undefined {
  return list.models.find((model) => model.slug === list.active);
}

/** Whether there is a model for the next task. A model that a person chose is tried all the same, but the item says that it may fail. */
function canRoute({ unroutable }: Session, list: ModelList): boolean {
  const models = list.models.filter((model) => model.kind === "model");
  const chosen = active(list);
  return unroutable === undefined && (chosen?.kind === "model" ? isAvailable(chosen) : models.some(isAvailable));
}

/** When what the item says will be over, in milliseconds from now: the end of the next pause; undefined if nothing ends by time. */
export function nextChange({ list }: Session, now: Date): number | undefined {
  const ends = (list?.models ?? [])
    .map(({ availability: { until } }) => (until === undefined ? NaN : new Date(until).getTime() - now.getTime()))
    .filter((end) => end > 0);
  return ends.length === 0 ? undefined : Math.min(...ends);
}
