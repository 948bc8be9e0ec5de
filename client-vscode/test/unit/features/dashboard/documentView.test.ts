import { expect, test } from "vitest";
import { dashboardDocument, dashboardTitle } from "../../../../src/features/dashboard/documentView";

const parts = {
  title: "Shim Dashboard",
  folder: "file:///work",
  nonce: "5f2a",
  source: "https://*.vscode-cdn.net",
  script: "https://file+.vscode-resource/dist/dashboard/page.js",
  style: "https://file+.vscode-resource/dist/dashboard/page.css",
};
const documentOf = (more: Partial<typeof parts> = {}) => dashboardDocument({ ...parts, ...more });

test.each<[string, { readonly name: string } | undefined, number, string]>([
  ["the only folder needs no name", { name: "api" }, 1, "Shim Dashboard"],
  ["one of several folders is named", { name: "api" }, 2, "Shim Dashboard: api"],
  ["a window without a folder has none to name", undefined, 0, "Shim Dashboard"],
])("%s", (_, folder, folders, title) => {
  expect(dashboardTitle(folder && { ...folder, uri: "file:///api" }, folders)).toBe(title);
});

test("only the script with the nonce and the extension's own style sheet are loaded", () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(documentOf())?.[1]?.replaceAll("&#39;", "'");

  expect(policy?.split("; ")).toEqual([
    "default-src 'none'",
    "script-src 'nonce-5f2a'",
    "style-src https://*.vscode-cdn.net",
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(documentOf().match(/<script[^>]*>/g)).toEqual([`<script nonce="5f2a" src="${parts.script}" defer>`]);
});

test("nothing is written inline", () => {
  expect(documentOf()).not.toMatch(/<style|style=|\son[a-z]+=|<script(?![^>]* src=)/);
});

test.each(["title", "folder", "script", "style"] as const)("markup in the %s is text", (part) => {
  const html = documentOf({ [part]: `"><img src=x onerror='x'>&` });

  expect(html).not.toContain("<img");
  expect(html).toContain("&#34;&#62;&#60;img src=x onerror=&#39;x&#39;&#62;&#38;");
});
