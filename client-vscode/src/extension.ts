import type { ExtensionContext } from "vscode";

/**
 * Does nothing yet: no event activates this extension and it contributes nothing. It stands so that the package builds,
 * type-checks against the oldest VS Code it is meant for, and is tested from the first commit on.
 */
export function activate(_context: ExtensionContext): void {}

/** Nothing was started, so nothing has to be stopped. */
export function deactivate(): void {}
