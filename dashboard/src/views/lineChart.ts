import UPlot from "uplot";

const height = 220;

/** The columns of a chart: times in milliseconds since 1970, and for each line its values. */
export type Columns = readonly [readonly number[], ...(readonly number[])[]];

export interface ChartLine {
  readonly label: string;
  /** The custom property that holds its colour. */
  readonly colour: "--spent" | "--baseline";
  readonly dash?: readonly number[];
}

export interface ChartKind {
  readonly lines: readonly ChartLine[];
  /** A value for a person. */
  readonly text: (value: number) => string;
  /** The top of the scale; without one it follows the values. */
  readonly top?: number;
}

/** Lines over time, in the page's colours of the moment. Upright marks say when something happened. */
export class LineChart {
  readonly #place: HTMLElement;
  readonly #kind: ChartKind;
  readonly #themes = [matchMedia("(prefers-color-scheme: dark)"), matchMedia("(forced-colors: active)")];
  readonly #size: ResizeObserver;
  readonly #editorTheme: MutationObserver;
  #columns: Columns = [[]];
  #marks: readonly number[] = [];
  #plot: UPlot | undefined;

  constructor(place: HTMLElement, kind: ChartKind) {
    this.#place = place;
    this.#kind = kind;
    this.#size = new ResizeObserver(() => this.#plot?.setSize({ width: place.clientWidth, height }));
    this.#size.observe(place);
    // An editor changes the classes of the body, and the variables that hold its colours.
    this.#editorTheme = new MutationObserver(() => this.#paint());
    this.#editorTheme.observe(document.body, { attributeFilter: ["class"] });
    this.#editorTheme.observe(document.documentElement, { attributeFilter: ["style"] });
    for (const theme of this.#themes) {
      theme.addEventListener("change", this.#paint);
    }

    this.#paint();
  }

  show(columns: Columns, marks: readonly number[]): void {
    this.#columns = columns;
    this.#marks = marks;
    this.#plot?.setData(inSeconds(columns));
  }

  remove(): void {
    this.#size.disconnect();
    this.#editorTheme.disconnect();
    for (const theme of this.#themes) {
      theme.removeEventListener("change", this.#paint);
    }

    this.#plot?.destroy();
  }

  /** A canvas keeps the colours that it was painted with: another theme is another picture. */
  readonly #paint = (): void => {
    this.#plot?.destroy();
    const style = getComputedStyle(this.#place);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const { lines, text, top } = this.#kind;
    const axis = {
      stroke: colour("--text"),
      font: `12px ${style.fontFamily}`,
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { show: false },
    };
    const series = lines.map(({ label, colour: stroke, dash }) => ({
      label,
      stroke: colour(stroke),
      width: 2,
      ...(dash && { dash: [...dash] }),
      points: { show: false },
      value: (plot: UPlot, amount: number | null, line: number) => legendText(amount ?? latest(plot, line), text),
    }));
    this.#plot = new UPlot(
      {
        width: this.#place.clientWidth,
        height,
        scales: { y: { range: (_, __, most) => [0, top ?? (most > 0 ? 1.1 * most : 1)] } },
        padding: [8, 24, 0, 0],
        cursor: { drag: { x: false, y: false }, points: { show: false } },
        axes: [
          { ...axis, space: 110, values: (_, times) => times.map((time) => clock(time, stepOf(times))) },
          { ...axis, size: 64, values: (_, amounts) => amounts.map(text) },
        ],
        series: [
          {
            label: "Time",
            value: (plot: UPlot, at: number | null) => legendText(at ?? latest(plot, 0), (seconds) => clock(seconds, 0)),
          },
          ...series,
        ],
        hooks: { draw: [(plot) => drawMarks(plot, this.#marks, colour("--baseline"))] },
      },
      inSeconds(this.#columns),
      this.#place,
    );
  };
}

/** The last value of a line: what the legend shows while nobody points at a time. */
function latest(plot: UPlot, line: number): number | undefined {
  return plot.data[line]?.at(-1) ?? undefined;
}

function legendText(value: number | undefined, text: (value: number) => string): string {
  return value === undefined ? "" : text(value);
}

/** A time of day, to the second where the steps between times are less than a minute. Both are in seconds. */
function clock(time: number, step: number): string {
  return new Date(1_000 * time).toLocaleTimeString(undefined, { timeStyle: step < 60 ? "medium" : "short" });
}

function stepOf([first, second]: readonly number[]): number {
  return first === undefined || second === undefined ? 0 : second - first;
}

function drawMarks(plot: UPlot, marks: readonly number[], colour: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.setLineDash([4, 4]);
  for (const mark of marks) {
    const x = Math.round(plot.valToPos(mark / 1_000, "x", true));
    if (x >= bbox.left && x <= bbox.left + bbox.width) {
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
  }

  ctx.restore();
}

function inSeconds([times, ...lines]: Columns): [number[], ...number[][]] {
  return [times.map((at) => at / 1_000), ...lines.map((values) => [...values])];
}
