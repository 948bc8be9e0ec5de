/** How long VS Code may take to ask for a group's models after it has asked for those of none, in milliseconds. */
export const patience = 2_000;

export interface ListingOptions {
  /** Whether a person had added a group when the models were last listed. */
  readonly grouped: boolean;
  remember(grouped: boolean): void;
  /** Has VS Code ask for the models again. */
  askAgain(): void;
}

/**
 * Where the models are listed. VS Code asks first without a group, then once for each group that a person has added. Models
 * that both calls list show twice. With a group they belong to it, because VS Code keeps a model's settings, such as its
 * effort, in its group. Without one they are still there for other extensions.
 *
 * The first call does not say whether a second follows, so the last time is the guess. If it was wrong, VS Code asks again.
 */
export class Listing {
  private timer: NodeJS.Timeout | undefined;
  private grouped: boolean;
  private asked = false;

  constructor(private readonly options: ListingOptions) {
    this.grouped = options.grouped;
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
  }

  private set(grouped: boolean): void {
    if (this.grouped === grouped) {
      return;
    }

    this.grouped = grouped;
    this.options.remember(grouped);
    if (this.asked) {
      this.options.askAgain();
    }
  }
}
