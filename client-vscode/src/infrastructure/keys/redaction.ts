import { hidden } from "./secret";

/** In characters. A shorter text is not a key, and removing it would tear holes into every log. */
const shortest = 6;

/**
 * Removes the person's keys from texts. We seal a key wherever we handle it ({@link Secret}). This is for a key that comes back
 * in a server's text, which should not happen.
 */
export class Redaction {
  private readonly keys = new Set<string>();

  add(key: string): void {
    if (key.length >= shortest) {
      this.keys.add(key).add(JSON.stringify(key).slice(1, -1)); // as a trace would have it
    }
  }

  clean(text: string): string {
    // The longest first: if one key begins with another, half of it would remain.
    return [...this.keys].sort((a, b) => b.length - a.length).reduce((rest, key) => rest.replaceAll(key, hidden), text);
  }
}

/** The same object to its users, except that each text handed to one of its methods is cleaned first. */
export function cleaning<T extends object>(target: T, redaction: Redaction): T {
  const clean = (argument: unknown) =>
    typeof argument === "string"
      ? redaction.clean(argument)
      : argument instanceof Error
        ? redaction.clean(argument.stack ?? argument.message)
        : argument;
  // The proxy is around nothing: a frozen object would insist on its own methods.
  return new Proxy({} as T, {
    get: (_, name): unknown => {
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function"
        ? (...given: unknown[]): unknown => Reflect.apply(value, target, given.map(clean))
        : value;
    },
  });
}
