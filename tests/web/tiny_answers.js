// What the small network in the browser makes of the cases on stdin: states, logits, loss, gradients.

import { readFileSync } from "node:fs"
import { makeTape } from "../../seqdemo/web/tiny/algebra.js"
import { blankState, matricesOf, readOut, runOver, stepOf } from "../../seqdemo/web/tiny/network.js"

/** Sum of the surprisals of `targets`, with the gradient of every weight. */
const lossOf = (shape, list, inputs, targets) => {
  const tape = makeTape(),
    weights = list.map(tape.leaf),
    matrices = matricesOf(shape, weights),
    losses = []
  let state = blankState(shape)
  for (const [t, x] of inputs.entries()) {
    state = stepOf(tape, shape, matrices, x, state)
    losses.push(tape.crossEntropy(readOut(tape, matrices, state.hidden), targets[t]))
  }
  const sum = tape.dot(
    losses,
    losses.map(() => 1),
  )
  tape.backward(sum)
  return { loss: sum.value, gradients: weights.map(w => w.grad) }
}

const answers = JSON.parse(readFileSync(0, "utf8")).map(({ shape, list, inputs, targets }) => {
  const steps = runOver(shape, list, inputs)
  return {
    hidden: steps.map(step => step.hidden),
    logits: steps.map(step => step.logits),
    ...lossOf(shape, list, inputs, targets),
  }
})
console.log(JSON.stringify(answers))
