/** What the extension's wording asks of the module "vscode". The page speaks English. */
export const l10n = {
  /** A text with its places filled: `{0}` is the first value. */
  t: (text: string, ...values: readonly (string | number | boolean)[]): string =>
    text.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place)),
};
