import UPlot from "uplot";
import type { Sample } from "../live/state";
import { dollars } from "#extension/infrastructure/wording/numbers";

const height = 220;

/** The lines of what was spent and of what the strongest model would have cost, in the page's colours of the moment. */
export class SpendingChart {
  readonly #place: HTMLElement;
  readonly #themes = [matchMedia("(prefers-color-scheme: dark)"), matchMedia("(forced-colors: active)")];
  readonly #size: ResizeObserver;
  #samples: readonly Sample[] = [];
  #plot: UPlot | undefined;

  constructor(place: HTMLElement) {
    this.#place = place;
    this.#size = new ResizeObserver(() => this.#plot?.setSize({ width: place.clientWidth, height }));
    this.#size.observe(place);
    for (const theme of this.#themes) {
      theme.addEventListener("change", this.#paint);
    }

    this.#paint();
  }

  show(samples: readonly Sample[]): void {
    this.#samples = samples;
    this.#plot?.setData(columns(samples));
  }

  remove(): void {
    this.#size.disconnect();
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
    const axis = {
      stroke: colour("--text"),
      font: `12px ${style.fontFamily}`,
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { show: false },
    };
    const clock = (seconds: number) => new Date(1_000 * seconds).toLocaleTimeString(undefined, { timeStyle: "short" });
    const value = (_: UPlot, amount: number | null) => (amount === null ? "" : dollars(amount));
    const series = { width: 2, points: { show: false }, value };
    this.#plot = new UPlot(
      {
        width: this.#place.clientWidth,
        height,
        scales: { y: { range: (_, __, most) => [0, most > 0 ? 1.1 * most : 1] } },
        padding: [8, 24, 0, 0],
        cursor: { drag: { x: false, y: false }, points: { show: false } },
        axes: [
          { ...axis, values: (_, times) => times.map(clock) },
          { ...axis, size: 64, values: (_, amounts) => amounts.map((amount) => dollars(amount)) },
        ],
        series: [
          { label: "Time", value: (_: UPlot, seconds: number | null) => (seconds === null ? "" : clock(seconds)) },
          { ...series, label: "Spent", stroke: colour("--spent") },
          { ...series, label: "The strongest model", stroke: colour("--baseline"), dash: [6, 4] },
        ],
      },
      columns(this.#samples),
      this.#place,
    );
  };
}

function columns(samples: readonly Sample[]): [number[], number[], number[]] {
  return [samples.map(({ at }) => at / 1_000), samples.map(({ spent }) => spent), samples.map(({ baseline }) => baseline)];
}
