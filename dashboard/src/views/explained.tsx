import type { Explanation, ExplanationItem } from "#extension/features/routing/explanationView";

interface Group {
  readonly label: string;
  readonly items: readonly Exclude<ExplanationItem, { kind: "separator" }>[];
}

/** Why a task goes to its model, as the extension explains it. */
export function Explained({ explanation: { title, items } }: { readonly explanation: Explanation }) {
  return (
    <div class="explained">
      <h3>{title}</h3>
      <Groups items={items} />
    </div>
  );
}

export function Groups({ items }: { readonly items: readonly ExplanationItem[] }) {
  return groups(items).map(({ label, items }) => (
    <>
      {label !== "" && <h4>{label}</h4>}
      {items.length > 0 && (
        <ul>
          {items.map((item, index) => (
            <li key={index}>
              <strong>{item.label}</strong> {item.description}
              {item.kind === "candidate" && item.detail !== undefined && <small>{item.detail}</small>}
            </li>
          ))}
        </ul>
      )}
    </>
  ));
}

export function groups(items: readonly ExplanationItem[]): readonly Group[] {
  return items.reduce<Group[]>((found, item) => {
    if (item.kind === "separator") {
      return [...found, { label: item.label, items: [] }];
    }

    const last = found.at(-1) ?? { label: "", items: [] };
    return [...found.slice(0, -1), { label: last.label, items: [...last.items, item] }];
  }, []);
}
