import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Diagnostic,
  type Disposable,
  l10n,
  languages,
  Range,
  WorkspaceEdit,
} from "vscode";
import { withoutMember } from "../../infrastructure/catalog/edits";
import { schemaFiles } from "../../infrastructure/catalog/places";
import { catalogTree } from "../../infrastructure/catalog/tree";

/** What VS Code calls a schema that it cannot load: this number, in newer versions the other one or above it. */
const unresolved = { older: 768, newer: 65_536 };

/**
 * A sample that was copied names a schema that lies beside the original alone, and VS Code then checks nothing. Without the line it
 * takes the schema that the extension brings.
 */
export function registerSchemaLine(): Disposable {
  const actions: CodeActionProvider = {
    provideCodeActions: (document, _, { diagnostics }) => {
      const text = document.getText();
      const tree = catalogTree(text);
      const unloaded = diagnostics.filter((diagnostic) => isUnresolved(diagnostic));
      if (tree.kind !== "tree" || unloaded.length === 0) {
        return [];
      }

      const action = new CodeAction(l10n.t("Remove $schema: Shim brings the schema"), CodeActionKind.QuickFix);
      action.edit = new WorkspaceEdit();
      const whole = new Range(document.positionAt(0), document.positionAt(text.length));
      action.edit.replace(document.uri, whole, withoutMember(text, tree.root, "$schema"));
      action.diagnostics = unloaded;
      action.isPreferred = true;
      return [action];
    },
  };
  return languages.registerCodeActionsProvider(
    schemaFiles.map((pattern) => ({ scheme: "file", pattern })),
    actions,
    { providedCodeActionKinds: [CodeActionKind.QuickFix] },
  );
}

function isUnresolved({ code }: Diagnostic): boolean {
  const number = typeof code === "object" ? code.value : code;
  return typeof number === "number" && (number === unresolved.older || number >= unresolved.newer);
}
