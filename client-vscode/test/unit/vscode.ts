// Stands in for the editor's module where view-models are tested: they may say things in the person's language, and that is all.
export * as l10n from "@vscode/l10n";
