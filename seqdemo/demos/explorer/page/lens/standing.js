// What is selected in a lens, kept for the lens of the next view: that is another one, on the same
// input, and Python gives it what was selected when the input was first shown.

/** @typedef {{ rev: string, at: number, unit: number, span: number[]? }} Selected */

let left = /** @type {(Selected & { heard: string })?} */ (null)

/** What is selected, as text that changes with it. */
export const standing = ({ at, unit, span }) => `${at}/${unit}/${span}`

/** Keep what is selected in a lens that goes away, and what of it Python has `heard`. */
export const leave = ({ rev, at, unit, span }, heard) => {
  left = { rev, at, unit, span, heard }
}

/** What was selected in the lens before, of the same input; null if there was none. */
export const leftOf = rev => (left?.rev === rev ? left : null)
