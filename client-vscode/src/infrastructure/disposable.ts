import type { Disposable } from "vscode";

/** Owns disposables and disposes of them once, the last one first. */
export class Disposables implements Disposable {
  private readonly owned: Disposable[] = [];
  private disposed = false;

  add<T extends Disposable>(disposable: T): T {
    if (this.disposed) {
      disposable.dispose(); // whatever comes too late would never be disposed of otherwise
    } else {
      this.owned.push(disposable);
    }

    return disposable;
  }

  dispose(): void {
    this.disposed = true;
    for (const disposable of this.owned.splice(0).reverse()) {
      disposable.dispose();
    }
  }
}
