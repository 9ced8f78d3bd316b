// The words above the pictures: which puzzle, which network, what its letters count.

import { readable } from "./reading.js"

const numeral = x => (x.length > 1 ? `(${x.join(", ")})` : String(x[0])).replaceAll("-", "−")

/** What the network gets for each letter: "a is 1, b is 0". */
const lettersInWords = ({ reads }) =>
  Object.entries(reads)
    .map(([symbol, x]) => `${symbol === " " ? "space" : symbol} is ${numeral(x)}`)
    .join(", ")

/** The same beside a line that is typed, and that other letters are left out. */
export const readInWords = (puzzle, typed) =>
  readable(puzzle, typed) === typed
    ? lettersInWords(puzzle)
    : `Only these are read: ${lettersInWords(puzzle)}`

const networkInWords = ({ cell, units, nonlinearity }) => {
  const plain = cell === "rnn" ? `, ${nonlinearity}` : ""
  return `${cell.toUpperCase()}, ${units} ${units === 1 ? "unit" : "units"}${plain}`
}

/** Fill in title, task, network, word and the chip of the puzzle; `q` finds an element. */
export const fillHead = (q, puzzle, { name, shape, word }) => {
  q(".title").textContent = puzzle.title.endsWith("?") ? puzzle.title : `${puzzle.title}.`
  q(".asks").textContent = puzzle.asks
  q(".what").textContent = networkInWords(shape)
  q(".known").textContent = lettersInWords(puzzle)
  const box = q(".word-box")
  if (box.getRootNode().activeElement !== box) box.value = word
  for (const chip of q(".puzzles").children)
    chip.setAttribute("aria-checked", String(chip.dataset.puzzle === name))
}

/** Fill the bar of puzzles; `open(name)` is told of a click. */
export const fillPuzzles = (bar, puzzles, open) => {
  for (const [name, { title }] of Object.entries(puzzles)) {
    const chip = document.createElement("button")
    Object.assign(chip, { type: "button", textContent: title })
    chip.dataset.puzzle = name
    chip.setAttribute("role", "radio")
    chip.addEventListener("click", () => open(name))
    bar.append(chip)
  }
}

/** Tick a puzzle that has been solved, for as long as the page is open. */
export const markSolved = (bar, name) => {
  const chip = bar.querySelector(`[data-puzzle="${name}"]`)
  if (chip.dataset.solved) return
  chip.dataset.solved = "true"
  chip.append(" ✓")
}
