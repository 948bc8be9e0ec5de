import { l10n } from "vscode";
import type { Decision, ModelList } from "../../infrastructure/protocol/types";
import { escaped } from "../../infrastructure/wording/markdown";
import { nameOf } from "../../infrastructure/wording/names";
import { type ExplanationItem, explanation } from "./explanationView";

/** The explanation as a document, to keep, to copy from or to send to someone. It never holds the task. */
export function decisionDocument(decision: Decision, list: ModelList | undefined): string {
  const { items } = explanation(decision, list);
  return [
    `# ${l10n.t("Routed to {0}", escaped(nameOf(decision.slug, list)))}`,
    escaped(decision.reason),
    ...items.map(line),
    `\`\`\`json\n${JSON.stringify(decision, null, 2)}\n\`\`\``,
  ].join("\n\n");
}

function line(item: ExplanationItem): string {
  switch (item.kind) {
    case "separator":
      return `## ${escaped(item.label)}`;
    case "candidate":
      return `- **${escaped(item.label)}**: ${escaped(item.description)}`;
    case "fact":
      return `- ${escaped(item.label)}: ${escaped(item.description)}`;
  }
}
