// A puzzle's network learns it instead, in the browser: every update sees all strings up to a length.

import { makeTape } from "../../../../web/tiny/algebra.js"
import { makeAdam, randomWeights } from "../../../../web/tiny/learning.js"
import { blankState, matricesOf, readOut, stepOf, weightsOf } from "../../../../web/tiny/network.js"

/**
 * Mean surprisal of the right answers, in nats, and its gradient: {loss, gradients}.
 *
 * Strings that begin alike share their first steps, so the gradient comes back through a tree.
 */
const lossOver = (puzzle, shape, list, depth) => {
  const tape = makeTape(),
    weights = list.map(tape.leaf),
    matrices = matricesOf(shape, weights),
    losses = []
  const extend = (length, memory, state) => {
    for (const [symbol, x] of Object.entries(puzzle.reads)) {
      const now = stepOf(tape, shape, matrices, x, state),
        [after, wanted] = puzzle.next(memory, symbol)
      // A logit against 0: its softmax is the sigmoid.
      if (wanted !== null)
        losses.push(tape.crossEntropy([readOut(tape, matrices, now.hidden)[0], 0], wanted ? 0 : 1))
      if (length < depth) extend(length + 1, after, now)
    }
  }
  extend(1, puzzle.blank, blankState(shape))
  const mean = tape.dot(
    losses,
    losses.map(() => 1 / losses.length),
  )
  tape.backward(mean)
  return { loss: mean.value, gradients: weights.map(w => w.grad) }
}

/** A learner from random weights: `update()` makes one update and gives {updates, loss, list}. */
export const makeLearner = (puzzle, shape, { seed, depth, rate = 0.05 }) => {
  const count = weightsOf(shape).length,
    adam = makeAdam(count, rate)
  let list = randomWeights(count, seed),
    updates = 0
  return {
    update: () => {
      const { loss, gradients } = lossOver(puzzle, shape, list, depth)
      list = adam.update(list, gradients)
      updates += 1
      return { updates, loss, list }
    },
  }
}

/** Strings of a puzzle up to a length. */
const stringsUpTo = (puzzle, depth) => {
  const symbols = Object.keys(puzzle.reads).length
  return Array.from({ length: depth }, (_, n) => symbols ** (n + 1)).reduce(
    (sum, count) => sum + count,
    0,
  )
}

const SLICE = 10,
  CHECKED_EVERY = 25,
  MOST = 1500,
  EXACT = 1000

/**
 * Learn a puzzle a little in every frame; gives a function that stops it.
 *
 * `moved({updates, loss, list})` is called once a frame, `ended({updates, loss, list, solved})` at the
 * end, with weights to three decimals. `solves(list)` says whether they solve the puzzle.
 */
export const learn = (puzzle, shape, options, { moved, ended, solves }) => {
  const learner = makeLearner(puzzle, shape, options),
    s = { frame: 0 }
  const some = () => {
    const from = performance.now()
    let now
    do {
      now = learner.update()
      if (now.updates % CHECKED_EVERY) continue
      const list = now.list.map(w => Math.round(EXACT * w) / EXACT),
        solved = solves(list)
      if (solved || now.updates >= MOST)
        return ended({ ...now, list, solved, strings: stringsUpTo(puzzle, options.depth) })
    } while (performance.now() - from < SLICE)
    moved(now)
    s.frame = requestAnimationFrame(some)
  }
  s.frame = requestAnimationFrame(some)
  return () => cancelAnimationFrame(s.frame)
}
