/** The files that VS Code checks by the schema in this package, and reads with comments: package.json names the same. */
export const schemaFiles = ["**/.shim/models.json", "**/shim-lsp/models.json", "**/.codex-shim/models.json"] as const;
