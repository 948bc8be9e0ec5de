import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type ChartKind, type Columns, LineChart } from "./lineChart";

interface ChartProps {
  readonly kind: ChartKind;
  readonly columns: Columns;
  /** Milliseconds since 1970. */
  readonly marks?: readonly number[];
  readonly children: ComponentChildren;
}

const none: readonly number[] = [];

/** Lines over time with a caption. What they show must be in the text beside them too: a screen reader does not read the picture. */
export function Chart({ kind, columns, marks = none, children }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<LineChart>(undefined);
  useEffect(() => {
    if (!place.current) {
      return;
    }

    const drawn = (chart.current = new LineChart(place.current, kind));
    return () => drawn.remove();
  }, []);
  useEffect(() => chart.current?.show(columns, marks), [columns, marks]);
  return (
    <figure>
      <div ref={place} class="chart" aria-hidden="true" />
      <figcaption>{children}</figcaption>
    </figure>
  );
}
