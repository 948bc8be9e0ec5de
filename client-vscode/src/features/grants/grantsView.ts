import type { Grant, Grants, ModelList } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { nameOf, plainLabel, plainLine, someOf } from "../../infrastructure/wording/names";

export interface GrantRow {
  readonly grant: Grant;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

const mostNames = 4;

/** The pairs that wait for an answer; of one model, if one is named. */
export function pendingRows({ pending }: Grants, list: ModelList | undefined, slug: string | undefined): readonly GrantRow[] {
  const ofModel = pending.filter(({ slugs }) => slug !== undefined && slugs.includes(slug));
  return (ofModel.length > 0 ? ofModel : slug === undefined ? pending : []).map((grant) => row(grant, list));
}

/** The pairs that were allowed. */
export function allowedRows({ allowed }: Grants, list: ModelList | undefined): readonly GrantRow[] {
  return allowed.map((grant) => row(grant, list));
}

/** What a person agrees to, as a question. The key and the place come first: a clone may have named both. */
export function allowQuestion({ grant, detail }: GrantRow): { readonly question: string; readonly detail: string } {
  return {
    question: l10n.t("Let this workspace send {0} to {1}?", keyText(grant.reference), plainLine(grant.origin)),
    detail: l10n.t("Its models.json asks for it. {0}. Allow it only if you know that address.", detail),
  };
}

function row(grant: Grant, list: ModelList | undefined): GrantRow {
  return {
    grant,
    label: keyText(grant.reference),
    description: plainLine(grant.origin),
    detail:
      grant.slugs.length === 0
        ? l10n.t("No model uses it now")
        : l10n.t(
            "For {0}",
            someOf(
              grant.slugs.map((slug) => plainLabel(nameOf(slug, list))),
              mostNames,
            ),
          ),
  };
}

/** A reference without its braces: the person's word for a key is its name. */
function keyText(reference: string): string {
  const match = /^\$\{(?:env|secret|file):(.*)\}$/.exec(reference);
  return plainLine(match?.[1] ?? reference);
}
