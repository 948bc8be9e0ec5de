import { l10n } from "vscode";
import type { Folder } from "../../infrastructure/folder";

/** The dashboard's title. A window with several folders says whose it is. */
export function dashboardTitle(folder: Folder | undefined, folders: number): string {
  return folder && folders > 1 ? l10n.t("Shim Dashboard: {0}", folder.name) : l10n.t("Shim Dashboard");
}

export interface DocumentParts {
  readonly title: string;
  /** Its URI; none in a window without one. */
  readonly folder: string | undefined;
  /** Used once: only a script with it runs. */
  readonly nonce: string;
  /** The source from which the editor serves files of the extension. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
}

/** The webview's document. It runs one script, loads one style sheet, and asks no other host for anything. */
export function dashboardDocument({ title, folder, nonce, source, script, style }: DocumentParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${attribute(title)}</title>
    <link rel="stylesheet" href="${attribute(style)}" />
    <script nonce="${nonce}" src="${attribute(script)}" defer></script>
  </head>
  <body>
    <div id="page" data-title="${attribute(title)}" data-folder="${attribute(folder ?? "")}"></div>
  </body>
</html>
`;
}

/** A folder's name may hold anything. */
function attribute(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
