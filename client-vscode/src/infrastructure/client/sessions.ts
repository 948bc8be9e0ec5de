import type { Availability, Decision, ModelList, ShimError, Stats } from "shim-lsp-client/protocol";
import { type Disposable, EventEmitter } from "vscode";
import type { Folder } from "../folder";
import { Disposables } from "../disposable";
import type { Session } from "./session";

/** The state of every session, by folder. Only this class writes it; readers get snapshots, and an event for each new one. */
export class Sessions implements Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<Session>());
  private readonly byFolder = new Map<string, Session>();

  readonly onDidChange = this.changed.event;

  of(folder: Folder | undefined): Session {
    return this.byFolder.get(key(folder)) ?? { ...(folder && { folder }), routing: false };
  }

  /** Keeps the state of the folders that are still open, and forgets the others. */
  retain(folders: readonly Folder[]): void {
    const open = new Set(folders.map(key));
    for (const folder of this.byFolder.keys()) {
      if (!open.has(folder)) {
        this.byFolder.delete(folder);
      }
    }
  }

  /** A decision for a model that is gone is forgotten: nobody can use it, or see what it was. */
  listed(folder: Folder | undefined, list: ModelList): void {
    const { lastDecision } = this.of(folder);
    const isGone = lastDecision !== undefined && !hasModel(list, lastDecision.slug);
    this.replace(folder, { list, ...(isGone && { lastDecision: undefined }) });
  }

  counted(folder: Folder | undefined, stats: Stats): void {
    const { list } = this.of(folder);
    const newest = stats.recent.find(({ slug }) => list === undefined || hasModel(list, slug));
    const isNew = newest && newest.decisionId !== this.of(folder).lastDecision?.decisionId; // else the one at hand has all candidates
    this.replace(folder, { stats, ...(isNew && { lastDecision: newest }) });
  }

  /**
   * Updates the list at once, before the server is asked for a new one. So a person's choice is on the screen in the next
   * frame.
   */
  switched(folder: Folder | undefined, active: string): void {
    const { list } = this.of(folder);
    this.replace(folder, {
      unroutable: undefined,
      ...(list && list.active !== active && { previous: list.active }),
      ...(list && {
        list: { ...list, active, models: list.models.map((model) => ({ ...model, active: model.slug === active })) },
      }),
    });
  }

  availability(folder: Folder | undefined, slug: string, availability: Availability): void {
    const { list } = this.of(folder);
    this.replace(folder, {
      unroutable: undefined,
      ...(list && {
        list: { ...list, models: list.models.map((model) => (model.slug === slug ? { ...model, availability } : model)) },
      }),
    });
  }

  routed(folder: Folder | undefined, lastDecision: Decision): void {
    this.replace(folder, { lastDecision, unroutable: undefined });
  }

  refused(folder: Folder | undefined, unroutable: ShimError | undefined): void {
    this.replace(folder, { unroutable });
  }

  routing(folder: Folder | undefined, routing: boolean): void {
    this.replace(folder, { routing });
  }

  dispose(): void {
    this.owned.dispose();
  }

  private replace(folder: Folder | undefined, change: Partial<Session>): void {
    const next = { ...this.of(folder), ...change };
    this.byFolder.set(key(folder), next);
    this.changed.fire(next);
  }
}

function hasModel({ models }: ModelList, slug: string): boolean {
  return models.some((model) => model.slug === slug);
}

function key(folder: Folder | undefined): string {
  return folder?.uri ?? "";
}
