/** VS Code's list of groups without a vendor's; undefined if the text is not such a list, or has comments that would be lost. */
export function withoutGroups(text: string, vendor: string): string | undefined {
  try {
    const groups: unknown = JSON.parse(text);
    return Array.isArray(groups)
      ? JSON.stringify(
          groups.filter((group: unknown) => !isOf(group, vendor)),
          undefined,
          "\t",
        )
      : undefined;
  } catch {
    return undefined;
  }
}

function isOf(group: unknown, vendor: string): boolean {
  return typeof group === "object" && group !== null && "vendor" in group && group.vendor === vendor;
}
