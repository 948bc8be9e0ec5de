import type { Memento } from "vscode";
import type { Kept } from "./pickerEntries";

const keys = { order: "shimLsp.picker.order", pinned: "shimLsp.picker.pinned", recent: "shimLsp.picker.recent" } as const;

/** More would push the other models out of sight. */
const mostRecent = 3;

/** What the picker remembers of a person, in VS Code's memory for all windows. */
export class KeptChoices {
  constructor(private readonly memory: Memento) {}

  get now(): Kept {
    return {
      order: this.memory.get(keys.order) === "price" ? "price" : "provider",
      pinned: this.slugs(keys.pinned),
      recent: this.slugs(keys.recent),
    };
  }

  async order(order: Kept["order"]): Promise<void> {
    await this.memory.update(keys.order, order);
  }

  async pin(slug: string, isPinned: boolean): Promise<void> {
    const others = this.now.pinned.filter((each) => each !== slug);
    await this.memory.update(keys.pinned, isPinned ? [...others, slug] : others);
  }

  async used(slug: string): Promise<void> {
    const recent = [slug, ...this.now.recent.filter((each) => each !== slug)];
    await this.memory.update(keys.recent, recent.slice(0, mostRecent));
  }

  private slugs(key: string): readonly string[] {
    const value: unknown = this.memory.get(key);
    return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
  }
}
