import type { CredentialFault, Model } from "shim-lsp-client/protocol";
import { l10n } from "vscode";

/** The server's reason after a look that found nothing at a model's endpoint. */
const nothingThere = "nothing answers at its address";

/** Now, and how a person reads times. */
export interface Clock {
  readonly now: Date;
  /** BCP 47 and IANA names; the machine's own where absent. */
  readonly locale?: string;
  readonly timeZone?: string;
}

export function isAvailable({ availability }: Pick<Model, "availability">): boolean {
  return availability.state === "available";
}

/** Whether it can be used as far as anybody has seen: it answered, or its endpoint was looked at. */
export function isKnownToWork({ availability }: Pick<Model, "availability">): boolean {
  return availability.state === "available" && availability.checked === true;
}

/** Why a model cannot be used, and until when or what to do, in half a sentence; empty for one that can. */
export function availabilityText(
  model: Pick<Model, "availability" | "provider" | "model"> & Partial<Pick<Model, "credential">>,
  clock: Clock,
): string {
  const { availability } = model;
  const text = stateText(model);
  // A look that found nothing is repeated, so its time says nothing.
  if (availability.until === undefined || text === "" || availability.reason === nothingThere) {
    return text;
  }

  const time = timeText(new Date(availability.until), clock);
  switch (availability.state) {
    case "outOfCredit":
    case "notFound":
      // The state does not end then: the model is only tried again.
      return l10n.t("{0}, tried again at {1}", text, time);
    default:
      return l10n.t("{0} until {1}", text, time);
  }
}

/** The same for a short line: what is wrong, without what to do about it. */
export function shortAvailabilityText(
  model: Pick<Model, "availability" | "credential" | "provider" | "model">,
  clock: Clock,
): string {
  const { state, code } = model.availability;
  return state === "missingCredential" && code !== undefined
    ? faultText(code, model.credential.name ?? "")
    : availabilityText(model, clock);
}

function faultText(code: CredentialFault, name: string): string {
  switch (code) {
    case "variableNotSet":
    case "secretNotGiven":
      return l10n.t("{0} is not set", name);
    case "fileNotFound":
      return l10n.t("its key file {0} does not exist", name);
    case "fileEmpty":
      return l10n.t("its key file {0} is empty", name);
    case "fileUnreadable":
      return l10n.t("its key file {0} cannot be read", name);
    case "fileOutside":
      return l10n.t("its key file {0} links out of the workspace", name);
    case "notAllowed":
      return l10n.t("the workspace may not use {0} yet", name);
    case "malformed":
      return l10n.t("its api_key is malformed");
    case "unsendable":
      return l10n.t("its key contains a character that cannot be sent");
  }
}

function stateText({
  availability,
  provider,
  model,
  credential,
}: Pick<Model, "availability" | "provider" | "model"> & Partial<Pick<Model, "credential">>): string {
  switch (availability.state) {
    case "available":
      return "";
    case "missingCredential":
      // The server names a shell's way, or a method: here it is a command.
      return (availability.code === "variableNotSet" || availability.code === "secretNotGiven") && credential?.name
        ? l10n.t("{0} is not set. Run Shim: Set API Key", credential.name)
        : (availability.reason ?? l10n.t("its key is missing"));
    case "unauthorized":
      return l10n.t("its key was rejected");
    case "outOfCredit":
      return l10n.t("out of credit");
    case "notFound":
      return provider === "ollama"
        ? l10n.t("Ollama does not have this model (ollama pull {0})", model)
        : l10n.t("its provider does not have this model");
    case "rateLimited":
      return l10n.t("rate limited");
    case "failing":
      return availability.reason !== nothingThere
        ? l10n.t("failing")
        : provider === "ollama"
          ? l10n.t("Ollama does not answer (ollama serve)")
          : l10n.t("nothing answers at its address");
  }
}

/** A time of day, with seconds if it is less than two minutes away, and with the date if it is not today. */
export function timeText(time: Date, { now, locale, timeZone }: Clock): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = (date: Date) => date.toLocaleDateString(locale, { ...zone, day: "numeric", month: "short", year: "numeric" });
  const soon = time.getTime() - now.getTime() < 120_000;
  const clockTime = time.toLocaleTimeString(locale, {
    ...zone,
    hour: "2-digit",
    minute: "2-digit",
    ...(soon && { second: "2-digit" }),
  });
  return day(time) === day(now) ? clockTime : `${day(time)}, ${clockTime}`;
}
