// "Let it learn it": start, stop, say how it went, another random start the next time.

import { count } from "../../../../web/shared/format.js"
import { solves } from "./checker.js"
import { learn } from "./learner.js"

const LABEL = "Let it learn it"

const outcome = ({ updates, loss, solved, strings }, depth, began) =>
  solved
    ? `Found after ${count(updates)} updates${began}; each saw all ${count(strings)} strings up to length ${depth}.`
    : `Not this time: after ${count(updates)} updates${began} the loss is ${loss.toFixed(2)} and it is stuck. Let it try again from other random weights.`

/** The shape that learns a puzzle: the puzzle's own may be squashed by another nonlinearity. */
const learningShape = (puzzle, shape) => {
  const own = shape.cell === puzzle.shape.cell && shape.units === puzzle.shape.units
  return { ...shape, nonlinearity: (own && puzzle.learns.nonlinearity) || shape.nonlinearity }
}

/**
 * `toggle(puzzle, shape)` starts or stops, `halt()` stops, `renew()` begins with the first start again.
 *
 * `set({shape, list})` gets weights as they change, `remark(words)` what is to be said.
 */
export const makeTraining = (button, { set, remark }) => {
  const s = { stop: null, starts: 0 }
  const halt = () => {
    s.stop?.()
    s.stop = null
    button.textContent = LABEL
  }
  const start = (puzzle, given) => {
    const { seed, depth, rate } = puzzle.learns
    const shape = learningShape(puzzle, given)
    const mine = seed + s.starts++
    const began = mine === seed ? "" : `, random start ${mine}`
    button.textContent = "Stop"
    const options = { seed: mine, depth, rate }
    s.stop = learn(puzzle, shape, options, {
      solves: list => solves(puzzle, shape, list),
      moved: ({ updates, loss, list }) => {
        set({ shape, list })
        remark(`Update ${count(updates)}${began}: loss ${loss.toFixed(3)}`)
      },
      ended: found => {
        set({ shape, list: found.list })
        halt()
        remark(outcome(found, depth, began))
      },
    })
  }
  return {
    halt,
    renew: () => {
      s.starts = 0
    },
    toggle: (puzzle, shape) => {
      if (!s.stop) return start(puzzle, shape)
      halt()
      remark("Stopped.")
    },
  }
}
