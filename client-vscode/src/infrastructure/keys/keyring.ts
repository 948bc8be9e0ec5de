import { type Disposable, EventEmitter, type LogOutputChannel, type Memento, type SecretStorage } from "vscode";
import { Disposables } from "../disposable";
import type { Redaction } from "./redaction";

/** Before each name in VS Code's secret storage. */
const prefix = "shimLsp.key.";

/** Where the names are kept: not every version of VS Code can list what its secret storage has. */
const namesAt = "shimLsp.keyNames";

/** A key was stored, or with no value removed: in this window or in another one. */
export interface KeyChange {
  readonly name: string;
  readonly value: string | undefined;
}

/** The person's keys, by the names that catalogs give them, in VS Code's secret storage and nowhere else. */
export class Keyring implements Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<KeyChange>());

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly secrets: SecretStorage,
    private readonly memory: Memento,
    private readonly redaction: Redaction,
    private readonly log: LogOutputChannel,
  ) {
    this.owned.add(
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(prefix)) {
          void this.hear(key.slice(prefix.length));
        }
      }),
    );
  }

  /** Which names have a key, in order. */
  get names(): readonly string[] {
    return this.memory.get<readonly string[]>(namesAt, []);
  }

  /** The key with this name; undefined if there is none, or if it cannot be read now. */
  async read(name: string): Promise<string | undefined> {
    try {
      return await this.get(name);
    } catch (error) {
      this.log.warn(`VS Code's secret storage did not give the key ${name}: ${String(error)}`);
      return undefined;
    }
  }

  /** Keeps a key that is not stored yet out of the log. */
  hide(value: string): void {
    this.redaction.add(value);
  }

  /** Rejects where VS Code cannot store it. */
  async store(name: string, value: string): Promise<void> {
    this.redaction.add(value);
    await this.secrets.store(prefix + name, value);
    await this.remember(name, true);
  }

  async remove(name: string): Promise<void> {
    await this.secrets.delete(prefix + name);
    await this.remember(name, false);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private async hear(name: string): Promise<void> {
    try {
      const value = await this.get(name);
      await this.remember(name, value !== undefined); // two windows that add a name at once would lose one of them
      this.changed.fire({ name, value });
    } catch (error) {
      this.log.warn(`The key ${name} has changed, and VS Code's secret storage did not give it: ${String(error)}`);
    }
  }

  private async get(name: string): Promise<string | undefined> {
    const value = await this.secrets.get(prefix + name);
    if (value !== undefined) {
      this.redaction.add(value);
    }

    return value;
  }

  private async remember(name: string, has: boolean): Promise<void> {
    if (this.names.includes(name) !== has) {
      await this.memory.update(namesAt, [...this.names.filter((each) => each !== name), ...(has ? [name] : [])].sort());
    }
  }
}
