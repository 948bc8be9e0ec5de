import type { Model } from "../protocol/types";

/** The name under which a person can give a model its key here; none if its catalog does not ask for one by name. */
export function keyNameOf({ credential: { kind, name } }: Pick<Model, "credential">): string | undefined {
  return (kind === "env" || kind === "secret") && name !== "" ? name : undefined;
}
