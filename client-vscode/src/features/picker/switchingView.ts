import type { Session } from "../../infrastructure/client/session";
import type { Kept } from "./pickerEntries";

/** The slug that a key binding gives the command, as text or as `{ "slug": … }`; undefined for none, as from the palette. */
export function slugGiven(argument: unknown): string | undefined {
  const given = typeof argument === "object" && argument !== null && "slug" in argument ? argument.slug : argument;
  return typeof given === "string" && given.trim() !== "" ? given.trim() : undefined;
}

/** The model to go back to: the one that was active before, else the last one that was chosen in any window. */
export function previousOf({ list, previous }: Session, { recent }: Kept): string | undefined {
  const isThere = (slug: string | undefined) => list?.models.some((model) => model.slug === slug) ?? false;
  return isThere(previous) ? previous : recent.find((slug) => slug !== list?.active && isThere(slug));
}
