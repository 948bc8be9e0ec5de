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

/**
 * What is sent of an open document, with its text as a secret: a models.json may contain a key, and a trace would write it down with the
 * rest of the text.
 */
export function sealed(params: unknown): unknown {
  return mapTexts(params, (text) => (typeof text === "string" ? new Secret(text) : text));
}

/** A message as the server has to read it. It is not for any other eyes. */
export function revealed<T extends object>(message: T): T {
  const params = "params" in message ? message.params : undefined;
  return isObject(params)
    ? { ...message, params: mapTexts("secret" in params ? { ...params, secret: open(params["secret"]) } : params, open) }
    : message;
}

function open(value: unknown): unknown {
  return value instanceof Secret ? value.reveal() : value;
}

/** The parameters with other texts where LSP has the text of a document: a whole one, and the pieces of a change. */
function mapTexts(params: unknown, change: (text: unknown) => unknown): unknown {
  if (!isObject(params)) {
    return params;
  }

  const inside = (piece: unknown) => (isObject(piece) && "text" in piece ? { ...piece, text: change(piece["text"]) } : piece);
  const { textDocument, contentChanges } = params;
  return {
    ...params,
    ...(textDocument !== undefined && { textDocument: inside(textDocument) }),
    ...(Array.isArray(contentChanges) && { contentChanges: contentChanges.map(inside) }),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
