export type RowButton = "setApiKey" | "pin" | "unpin" | "exclude" | "include" | "openInModelsFile";

export type TitleButton = "byPrice" | "byProvider" | "keys" | "modelsFile" | "lastDecision" | "dashboard" | "useInChat";

export interface Separator {
  readonly kind: "separator";
  readonly label: string;
}

export interface ModelEntry {
  readonly kind: "model";
  readonly slug: string;
  /** A codicon's id. It is not part of the label, because a screen reader would read its name. */
  readonly icon: string;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly active: boolean;
  /** Absent if its key has no name that a person can give one for. */
  readonly keyName?: string;
  readonly buttons: readonly RowButton[];
}

/** A note that a person should see while choosing, and the place where they can act on it. */
export interface Notice {
  readonly kind: "notice";
  readonly icon: string;
  readonly label: string;
  readonly detail: string;
  readonly action: "openModelsFile" | "manageTrust";
}

export type PickerEntry = Separator | ModelEntry | Notice;

export interface PickerView {
  readonly title: string;
  readonly placeholder: string;
  readonly buttons: readonly TitleButton[];
  readonly items: readonly PickerEntry[];
}

/** What the picker remembers of a person, in all their windows. */
export interface Kept {
  readonly order: "provider" | "price";
  /** Slugs, in the order in which they were pinned. */
  readonly pinned: readonly string[];
  /** Slugs, the latest first. */
  readonly recent: readonly string[];
}
