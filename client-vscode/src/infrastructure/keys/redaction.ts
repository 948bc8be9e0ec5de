import { hidden } from "./secret";

/** A shorter text is no key, and taking it out would make gaps in every log, in characters. */
const shortest = 6;

/**
 * Takes the person's keys out of texts. A key is sealed wherever we handle it ({@link Secret}); this is for one that comes
 * back, in the words of a server that should not have said it.
 */
export class Redaction {
  private readonly keys = new Set<string>();

  add(key: string): void {
    if (key.length >= shortest) {
      this.keys.add(key).add(JSON.stringify(key).slice(1, -1)); // as a trace would have it
    }
  }

  clean(text: string): string {
    // The longest first: where one key begins with another, half of it would be left.
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
