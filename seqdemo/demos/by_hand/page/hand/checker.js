// Is a network right on every string up to a length? And which string shows that it is not?

import { PLAIN } from "../../../../web/tiny/algebra.js"
import { blankState, matricesOf, readOut, stepOf } from "../../../../web/tiny/network.js"

export const LONGEST = 8
const NEVER = 1e-6

/** What a logit says: true, false, or null where it is too near to 0 to say anything. */
export const answerOf = logit => (Math.abs(logit) < NEVER || Number.isNaN(logit) ? null : logit > 0)

/**
 * Try all strings of a puzzle's symbols: {right, total, fails}, `fails` a shortest one that is answered
 * wrongly, or "".
 *
 * A string counts as right when the answer after its last symbol is. Strings that begin alike share
 * their first steps.
 */
export const checkAll = (puzzle, shape, list, longest = LONGEST) => {
  const matrices = matricesOf(shape, list),
    symbols = Object.keys(puzzle.reads),
    found = { right: 0, total: 0, fails: "" }
  const extend = (text, memory, state) => {
    for (const symbol of symbols) {
      const now = stepOf(PLAIN, shape, matrices, puzzle.reads[symbol], state),
        [after, wanted] = puzzle.next(memory, symbol),
        longer = text + symbol
      found.total += 1
      if (wanted === null || answerOf(readOut(PLAIN, matrices, now.hidden)[0]) === wanted)
        found.right += 1
      else if (!found.fails || longer.length < found.fails.length) found.fails = longer
      if (longer.length < longest) extend(longer, after, now)
    }
  }
  extend("", puzzle.blank, blankState(shape))
  return found
}

/** Whether a network is right on all strings; the short ones tell most that are not. */
export const solves = (puzzle, shape, list) =>
  [LONGEST - 4, LONGEST].every(longest => !checkAll(puzzle, shape, list, longest).fails)
