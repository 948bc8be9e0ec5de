import { type Action, reduce } from "./reduce";
import { initialState, type State } from "./state";

/** The page's one state, and who wants to know that it changed. */
export class Store {
  #state = initialState;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get state(): State {
    return this.#state;
  }

  dispatch(action: Action): void {
    this.#state = reduce(this.#state, action);
    this.#changed();
  }
}
