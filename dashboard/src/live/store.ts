import { type Action, reduce } from "./reduce";
import { gatewayPage, initialState, type Place, type State } from "./state";

/** The page's one state, and who wants to know that it changed. */
export class Store {
  #state: State;
  readonly #changed: () => void;

  constructor(changed: () => void, place: Place = gatewayPage) {
    this.#state = { ...initialState, place };
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
