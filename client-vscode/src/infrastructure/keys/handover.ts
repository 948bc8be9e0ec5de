import { type SetCredentialResult, toShimError } from "shim-lsp-client/protocol";
import type { Folder } from "../folder";
import { Secret } from "./secret";

/** How long a request waits for the keys, in milliseconds: a keyring that is locked asks the person for its password first. */
const patience = 1_000;

/** All keys, on their way to a session. Which comes first says whether they are waited for. */
interface Supply {
  readonly given: Promise<"given">;
  readonly over: Promise<"over">;
}

/** What became of a key that the sessions were given, or that was taken from them. */
export type Handed =
  | { readonly kind: "given"; readonly affected: readonly string[] }
  /** The server is of a version that takes no keys. */
  | { readonly kind: "unsupported" }
  | { readonly kind: "notRunning" }
  | { readonly kind: "refused" };

/** Where keys come from, and where they go. */
export interface Ways {
  names(): readonly string[];
  /** Never rejects. Undefined if there is no key. */
  read(name: string): Promise<string | undefined>;
  /** The sessions that the server has, or will have. */
  folders(): readonly (Folder | undefined)[];
  send(folder: Folder | undefined, name: string, secret: Secret | null): Promise<SetCredentialResult>;
}

/**
 * Makes sure that each session of the running server has the person's keys before it is asked anything. A server keeps keys
 * only in memory, so they must be handed over again after each start, and for each folder that opens.
 */
export class Handover {
  private readonly supplies = new Map<string, Supply>();
  /** The keys that the running server got last. VS Code reports the window's own changes of the store too. */
  private readonly told = new Map<string, string | undefined>();

  constructor(private readonly ways: Ways) {}

  /** Another server is started, which knows nothing. */
  begin(): void {
    this.supplies.clear();
    this.told.clear();
  }

  /** A folder that is closed and opened again is another session. */
  retain(folders: readonly Folder[]): void {
    const open = new Set(folders.map(key));
    for (const folder of this.supplies.keys()) {
      if (folder !== key(undefined) && !open.has(folder)) {
        this.supplies.delete(folder);
      }
    }
  }

  /** Gives a session all keys, once. Where that takes too long it is not waited for, and `late` is called when it is done. */
  async supply(folder: Folder | undefined, late: () => void): Promise<void> {
    const supply = this.supplies.get(key(folder)) ?? this.supplyAll(folder);
    this.supplies.set(key(folder), supply);
    if ((await first(supply)) === "over") {
      void supply.given.then(late);
    }
  }

  /** Waits for the keys that are on their way, no longer than `supply` does. It sends none: a session may not be known yet. */
  async arrived(): Promise<void> {
    await Promise.all([...this.supplies.values()].map(first));
  }

  /**
   * Gives every session a key, or removes it. It repeats even a known key, because that heals a model whose key was rejected.
   */
  async give(name: string, value: string | undefined): Promise<Handed> {
    this.told.set(name, value);
    return together(await Promise.all(this.ways.folders().map((folder) => this.send(folder, name, value))));
  }

  /** The store has another key now, by whichever window. Whether that was news to the server. */
  async follow(name: string, value: string | undefined): Promise<boolean> {
    const news = this.told.get(name) !== value;
    if (news) {
      await this.give(name, value);
    }

    return news;
  }

  private supplyAll(folder: Folder | undefined): Supply {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<"over">((resolve) => {
      timer = setTimeout(() => resolve("over"), patience);
    });
    const given = Promise.all(this.ways.names().map((name) => this.supplyOne(folder, name))).then(() => {
      clearTimeout(timer);
      return "given" as const;
    });
    return { given, over };
  }

  private async supplyOne(folder: Folder | undefined, name: string): Promise<void> {
    const value = await this.ways.read(name);
    if (value !== undefined) {
      this.told.set(name, value);
      await this.send(folder, name, value);
    }
  }

  private async send(folder: Folder | undefined, name: string, value: string | undefined): Promise<Handed> {
    try {
      const { affected } = await this.ways.send(folder, name, value === undefined ? null : new Secret(value));
      return { kind: "given", affected };
    } catch (error) {
      const { kind } = toShimError(error); // its kind and no word of it: it could quote what it was given
      return { kind: kind === "unsupported" ? kind : kind === "serverNotRunning" ? "notRunning" : "refused" };
    }
  }
}

/** Of two that have both come it is the one that is named first: keys that were late have arrived. */
function first({ given, over }: Supply): Promise<"given" | "over"> {
  return Promise.race([given, over]);
}

/** One answer of all sessions. They are one server's: what one of them does not know, none does. */
function together(answers: readonly Handed[]): Handed {
  const given = answers.filter((answer) => answer.kind === "given");
  return given.length > 0
    ? { kind: "given", affected: [...new Set(given.flatMap(({ affected }) => affected))] }
    : (answers[0] ?? { kind: "notRunning" });
}

function key(folder: Folder | undefined): string {
  return folder?.uri ?? "";
}
