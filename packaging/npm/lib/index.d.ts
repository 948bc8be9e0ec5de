/** The native program is not there. The message says what to do. */
export class ShimLspNotInstalled extends Error {
  /** `PLATFORM_PACKAGE_MISSING`: this machine's package was not installed. `UNSUPPORTED_PLATFORM`: there is none for it. */
  readonly code: "PLATFORM_PACKAGE_MISSING" | "UNSUPPORTED_PLATFORM";
}

/**
 * The path of the native program, for what starts it directly: it takes no shell and no Node.
 * @throws {ShimLspNotInstalled}
 */
export function binaryPath(): string;
