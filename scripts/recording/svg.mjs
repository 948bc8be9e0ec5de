// Screens of a terminal as one animated SVG: plain CSS, no script, since GitHub shows an image without one. The screens are stacked like
// those of a film, and the film moves one screen at a time.

const cell = { width: 8.4, height: 18 };
const margin = 14;
const bar = 26;
const font = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace";

/** Colours that are readable on the dark ground, in the order of a terminal's sixteen. */
const colours = [
  ..."#484f58 #ff7b72 #56d364 #e3b341 #79c0ff #d2a8ff #56d4dd #d0d7de".split(" "),
  ..."#8b949e #ffa198 #7ee787 #f2cc60 #a5d6ff #e2c5ff #b3f0ff #ffffff".split(" "),
];
const ground = "#0d1117";
const plain = "#d0d7de";

/**
 * @param line a line as `tmux capture-pane -e` prints it
 * @returns {{ at: number, text: string, style: string }[]} its pieces, each with its column
 */
export function piecesOf(line) {
  const pieces = [];
  let [colour, isBold, isFaint, at] = [undefined, false, false, 0];
  for (const [, codes, text] of line.matchAll(/\x1b\[([\d;]*)m|([^\x1b]+)/g)) {
    if (codes !== undefined) {
      const numbers = codes.split(";").map(Number);
      for (let index = 0; index < numbers.length; index++) {
        const code = numbers[index];
        if (code === 0) [colour, isBold, isFaint] = [undefined, false, false];
        else if (code === 1) isBold = true;
        else if (code === 2) isFaint = true;
        else if (code === 22) [isBold, isFaint] = [false, false];
        else if (code === 39) colour = undefined;
        else if (code >= 30 && code <= 37) colour = colours[code - 30];
        else if (code >= 90 && code <= 97) colour = colours[code - 82];
        else if (code === 38)
          [colour, index] = numbers[index + 1] === 5 ? [colours[numbers[index + 2]], index + 2] : [undefined, index + 4];
      }
    } else {
      const style = [colour && `fill:${colour}`, isBold && "font-weight:700", isFaint && "fill:#8b949e"]
        .filter(Boolean)
        .join(";");
      for (const word of text.matchAll(/\S+(?: \S+)*/g)) {
        pieces.push({ at: at + word.index, text: word[0], style }); // wide gaps are left out, so that columns stay where they are
      }

      at += text.length;
    }
  }

  return pieces;
}

/**
 * @param {{ rows: string[], cursor: [number, number], milliseconds: number }[]} screens each as it looks and for how long
 * @param {{ columns: number, rows: number, title: string, description: string }} of the picture
 */
export function filmOf(screens, { columns, rows, title, description }) {
  const width = Math.round(columns * cell.width + 2 * margin);
  const height = rows * cell.height + 2 * margin + bar;
  const total = screens.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const names = new Map();
  const nameOf = (row) => {
    if (!names.has(row)) {
      names.set(row, `r${names.size}`);
    }

    return names.get(row);
  };

  const frames = screens.map(({ rows: lines, cursor: [x, y] }, index) => {
    const uses = lines
      .map((row, line) => (row.trim() === "" ? "" : `<use href="#${nameOf(row)}" y="${line * cell.height}"/>`))
      .join("");
    return `<g transform="translate(0 ${index * height})">${uses}<use href="#cursor" x="${round(x * cell.width)}" y="${y * cell.height}"/></g>`;
  });
  let passed = 0;
  const moves = screens.map(({ milliseconds }, index) => {
    const move = `${((100 * passed) / total).toFixed(3)}%{transform:translateY(-${index * height}px)}`;
    passed += milliseconds;
    return move;
  });
  const last = (screens.length - 1) * height;

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">
<title id="title">${escape(title)}</title>
<desc id="description">${escape(description)}</desc>
<style>
text{font:14px ${font};fill:${plain};white-space:pre}
.film{animation:film ${(total / 1000).toFixed(2)}s step-end infinite}
@keyframes film{${moves.join("")}100%{transform:translateY(-${last}px)}}
@media (prefers-reduced-motion:reduce){.film{animation:none;transform:translateY(-${last}px)}}
</style>
<defs>
<rect id="cursor" width="${cell.width}" height="${cell.height}" fill="${plain}" opacity="0.7"/>
${[...names].map(([row, name]) => `<g id="${name}">${piecesOf(row).map(piece).join("")}</g>`).join("\n")}
</defs>
<rect width="${width}" height="${height}" rx="8" fill="${ground}" stroke="#57606a"/>
<g fill="#57606a"><circle cx="18" cy="15" r="5"/><circle cx="36" cy="15" r="5"/><circle cx="54" cy="15" r="5"/></g>
<svg x="${margin}" y="${margin + bar}" width="${width - 2 * margin}" height="${rows * cell.height}"><g class="film">
${frames.join("\n")}
</g></svg>
</svg>
`;
}

/** The length is stated, so that columns stay in line whatever font is there. */
const piece = ({ at, text, style }) =>
  `<text x="${round(at * cell.width)}" y="14" textLength="${round([...text].length * cell.width)}" lengthAdjust="spacingAndGlyphs"${style && ` style="${style}"`}>${escape(text)}</text>`;

const round = (value) => Number(value.toFixed(1));

const escape = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
