/** Ends what it was returned for. */
export interface Subscription {
  dispose(): void;
  [Symbol.dispose](): void;
}

/** Calls the listener for each event, until the subscription is disposed of. */
export type Event<T> = (listener: (event: T) => void) => Subscription;

/** Those who listen to one kind of event. */
export class Emitter<T> {
  readonly #listeners = new Set<(event: T) => void>();

  readonly event: Event<T> = (listener) => {
    const own = (event: T) => listener(event); // so that one listener may listen twice
    this.#listeners.add(own);
    const dispose = () => void this.#listeners.delete(own);
    return { dispose, [Symbol.dispose]: dispose };
  };

  fire(event: T): void {
    this.#listeners.forEach((listener) => call(listener, event));
  }
}

/** A listener's error is its own: it reaches no other listener and no request, and it is not swallowed either. */
export function call<T>(listener: (event: T) => void, event: T): void {
  try {
    listener(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
