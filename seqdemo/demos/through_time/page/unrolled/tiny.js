// What is shown of the tiny network: its record, what it writes, its updates; all worked out here.

import { bornWeights, LONGEST, spelled, taskOf, throughTime, updated, wordIn } from "./tiny_word.js"

/** What a first visit has; links hold what differs. */
const FIRST = { word: "hello", units: 3, seed: 1, rate: 0.3, window: LONGEST, done: 0 }
const MOST_UPDATES = 2000
const LIMITS = {
  units: [2, 4],
  seed: [1, 999],
  rate: [0.01, 3],
  window: [1, LONGEST],
  done: [0, MOST_UPDATES],
}

/** Choices of a link; what makes no sense is as at first. */
export const choicesOf = place => {
  const found = { ...FIRST, word: wordIn(place.word ?? "") ?? FIRST.word }
  for (const [name, [low, high]] of Object.entries(LIMITS)) {
    const value = Number(place[name] ?? Number.NaN)
    if (value >= low && value <= high) found[name] = name === "rate" ? value : Math.floor(value)
  }
  return found
}

/** Query parameters of choices; null for what is as at first. */
export const placeOf = choices =>
  Object.fromEntries(
    Object.keys(FIRST).map(name => [
      name,
      choices[name] === FIRST[name] ? null : String(choices[name]),
    ]),
  )

/** A network for choices, with its updates made: {choices, task, list, curve}. */
export const networkOf = choices => {
  const task = taskOf(choices.word, choices.units)
  const born = bornWeights(task.shape, choices.seed)
  const { rate, window } = choices
  return { choices, task, ...updated(task, born, { count: choices.done, rate, window }) }
}

/** The same network after some more updates. */
export const further = ({ choices, task, list, curve }, count) => {
  const done = Math.min(MOST_UPDATES, choices.done + count)
  const made = updated(task, list, { ...choices, count: done - choices.done })
  return { choices: { ...choices, done }, task, list: made.list, curve: [...curve, ...made.curve] }
}

/** What is drawn of it, and what it writes by itself. */
export const recordOf = ({ choices, task, list }) => {
  const { letters, inputs, targets } = task
  const run = throughTime(task, list, choices.window)
  return {
    labels: inputs.map(x => letters[x.indexOf(1)]),
    targets: targets.map(n => letters[n]),
    chances: run.probabilities.map((p, t) => p[targets[t]]),
    losses: run.losses,
    layers: [{ name: "state h", states: run.states, norms: [], flows: run.flows }],
    own: run.own,
    adds: run.adds,
    total: run.total,
    window: choices.window,
    spelled: spelled(task, list),
  }
}
