// The comparison as Markdown, with what is worse for us marked like what is better.

/** Columns of equal width; `right` names those of numbers. */
export function table(head, rows, right) {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column].length)));
  const line = (row) =>
    `| ${row.map((cell, column) => (right.includes(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join(" | ")} |`;
  const rule = widths.map((width, column) => (right.includes(column) ? `${"-".repeat(width - 1)}:` : "-".repeat(width)));
  return [line(cells[0]), `| ${rule.join(" | ")} |`, ...cells.slice(1).map(line)].join("\n");
}

/** A number with as many digits as are worth reading. */
export const number = (value) =>
  value >= 1000
    ? Math.round(value).toLocaleString("en-US")
    : value >= 100
      ? value.toFixed(0)
      : value >= 10
        ? value.toFixed(1)
        : value.toFixed(2);

const sorted = (values) => [...values].sort((a, b) => a - b);
export const median = (values) => sorted(values)[Math.floor(values.length / 2)];

/** A row of what was measured of another and of us. */
function beside(what, unit, other, theirs, ours, moreIsBetter = false) {
  const ratio = ours / theirs;
  const isBetter = moreIsBetter ? ratio > 1 : ratio < 1;
  return [`${what}, ${unit}`, other, number(theirs), number(ours), ratio.toFixed(2), isBetter ? "" : "**worse**"];
}

/**
 * @param servers language servers, ours first
 * @param measures what ShimLsp.Bench measured of gateways
 */
export function speeds([ours, ...servers], measures, gateways) {
  const named = Object.fromEntries(gateways.map(({ name, version }) => [name, `${name} ${version}`]));
  const rows = [
    ...servers.flatMap((server) => {
      const name = `${server.name} ${server.version}`;
      return [
        beside("start to `initialize`, median", "ms", name, median(server.starts), median(ours.starts)),
        beside("start to `initialize`, longest", "ms", name, Math.max(...server.starts), Math.max(...ours.starts)),
        beside("memory a second after it", "MiB", name, median(server.memories), median(ours.memories)),
      ];
    }),
    ...measures
      .filter(({ what }) => !/^the (client|upstream)'s /.test(what))
      .map(({ peer, what, unit, theirs, ours: our }) => beside(what, unit, named[peer], theirs, our, unit === "per second")),
  ];
  return table(["what", "beside", "theirs", "ours", "ours / theirs", ""], rows, [2, 3, 4]);
}

/** What each rule makes of the graded tasks. */
export function rules(rows) {
  const percent = (value) => `${(100 * value).toFixed(1)} %`;
  return table(
    ["rule", "how", "to the strong", "quality", "gap recovered", "cost", "recovered beyond chance"],
    rows.map(({ rule, how, toStrong, quality, recovered, costShare }) => [
      rule,
      how,
      percent(toStrong),
      quality.toFixed(3),
      percent(recovered),
      percent(costShare),
      `${recovered >= toStrong ? "+" : ""}${(100 * (recovered - toStrong)).toFixed(1)}`,
    ]),
    [2, 3, 4, 5, 6],
  );
}
