import { type Disposable, EventEmitter, type Memento } from "vscode";
import { contextKeys, setContext } from "../../infrastructure/commands";
import { Disposables } from "../../infrastructure/disposable";

/** How long VS Code may take to ask for a group's models after it has asked for those of none, in milliseconds. */
const patience = 2_000;

const remembered = "shimLsp.chat.group";

/**
 * Where the models are listed. VS Code asks first without a group, then once for each group that a person has added. Models
 * that both calls list show twice. With a group they belong to it, because VS Code keeps a model's settings, such as its
 * effort, in its group. Without one they are still there for other extensions.
 *
 * The first call does not say whether a second follows, so the last time is the guess. If it was wrong, VS Code asks again.
 */
export class Listing implements Disposable {
  private readonly owned = new Disposables();
  private readonly wrong = this.owned.add(new EventEmitter<void>());
  private timer: NodeJS.Timeout | undefined;
  private grouped: boolean;
  private asked = false;

  /** The guess was wrong: VS Code should ask again. */
  readonly onDidChange = this.wrong.event;

  constructor(private readonly memory: Memento) {
    this.grouped = memory.get(remembered, false);
    setContext(contextKeys.inChat, this.grouped);
  }

  /** Whether a person has added a group. */
  get isGrouped(): boolean {
    return this.grouped;
  }

  /** Whether this call lists the models. */
  lists(isGroup: boolean): boolean {
    clearTimeout(this.timer);
    if (isGroup) {
      this.set(true);
      return true;
    }

    this.asked = true;
    if (this.grouped) {
      this.timer = setTimeout(() => this.set(false), patience);
    }

    return !this.grouped;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.owned.dispose();
  }

  private set(grouped: boolean): void {
    const isNew = this.grouped !== grouped;
    this.grouped = grouped;
    if (isNew) {
      void this.memory.update(remembered, grouped);
      setContext(contextKeys.inChat, grouped);
      if (this.asked) {
        this.wrong.fire();
      }
    }
  }
}
