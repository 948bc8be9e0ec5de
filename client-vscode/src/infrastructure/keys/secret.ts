/** Replaces a key in a text. No header can carry it, so a server that got it as a key would reject it. */
export const hidden = "•••";

/**
 * A key on its way to the server. Whatever prints, traces or serialises it gets `•••`: no trace has to know which field of
 * which message it must leave out. The one place that reveals it is where messages are written to the server.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return hidden;
  }

  toJSON(): string {
    return hidden;
  }
}

/** A message as the server has to read it. It is not for any other eyes. */
export function revealed<T extends object>(message: T): T {
  const params = "params" in message ? message.params : undefined;
  return typeof params === "object" && params !== null && "secret" in params && params.secret instanceof Secret
    ? { ...message, params: { ...params, secret: params.secret.reveal() } }
    : message;
}
