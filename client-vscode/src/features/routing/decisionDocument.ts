import type { Decision, ModelList } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { literal, literalParagraph } from "../../infrastructure/wording/markdown";
import { nameOf, reasonText } from "../../infrastructure/wording/names";
import { type ExplanationItem, explanation } from "./explanationView";

/** The explanation as a document, to keep, to copy from or to send to someone. It never holds the task. */
export function decisionDocument(decision: Decision, list: ModelList | undefined): string {
  const { items } = explanation(decision, list);
  return [
    `# ${l10n.t("Routed to {0}", literal(nameOf(decision.slug, list)))}`,
    literalParagraph(reasonText(decision, list)),
    ...sections(items),
    `\`\`\`json\n${JSON.stringify(decision, null, 2)}\n\`\`\``,
  ].join("\n\n");
}

/** Each heading, and what is under it as one list. */
function sections(items: readonly ExplanationItem[]): string[] {
  const texts: string[] = [];
  let list: string[] = [];
  for (const item of items) {
    if (item.kind === "separator") {
      texts.push(list.join("\n"), line(item));
      list = [];
    } else {
      list.push(line(item));
    }
  }

  return [...texts, list.join("\n")].filter((text) => text !== "");
}

function line(item: ExplanationItem): string {
  switch (item.kind) {
    case "separator":
      return `## ${literal(item.label)}`;
    case "candidate":
      return `- **${literal(item.label)}**: ${literal(item.description)}`;
    case "fact":
      return `- ${literal(item.label)}: ${literal(item.description)}`;
  }
}
