// What the panel beside the drawing says at each position.

import { make } from "../../../../web/shared/element.js"
import { number, percent, significant, visible } from "../../../../web/shared/format.js"
import { phaseAt } from "./phases.js"

const formula = lines => {
  const box = make("div", "equations")
  box.append(...lines.map(line => make("div", "formula", line)))
  return box
}
const sum = numbers => numbers.reduce((all, one) => all + one, 0)

const forward = (record, t) => [
  `Reads “${visible(record.labels[t])}”`,
  formula([
    `p(${visible(record.targets[t])}) = ${percent(record.chances[t])}`,
    `loss = −ln p = ${number(record.losses[t])}`,
  ]),
  `The next letter is “${visible(record.targets[t])}”. Sure of it would cost 0; the less likely it was held, the higher the loss. The state goes on to the next step.`,
]

const total = record => [
  "All losses, added",
  formula([
    `L = ${record.losses.map(loss => number(loss)).join(" + ")}`,
    `  = ${number(sum(record.losses))}`,
  ]),
  "One number says how wrong the whole word was. Now the question goes backwards: how would L change if each state were a little different?",
]

const back = (record, t) => {
  const last = t === record.losses.length - 1
  const cut = !last && (t + 1) % record.window === 0
  const top = record.layers.at(-1)
  const flow = last || cut ? 0 : top.flows[t]
  const lines = [`from its own loss   ${significant(record.own[t], 2)}`]
  if (!last) lines.push(`from later steps    ${cut ? "cut off" : significant(flow, 2)}`)
  lines.push(`adds to U           ${significant(record.adds[t], 2)}`)
  const why = last
    ? "The last state touches only its own loss."
    : cut
      ? "Here the chain is cut: this step never hears what it did to later letters."
      : "This state touched its own loss and, through U, every later one: both gradients are added."
  return [
    `Back at step ${t + 1}`,
    formula(lines),
    `${why} ${t === 0 ? "Before the first step there is no state, so U gets nothing here." : "The same U was used at every step: each adds its share to one gradient."}`,
  ]
}

const update = (record, now) => [
  "The update",
  formula([
    `|dL/dU| = ${significant(record.total, 2)}, all steps together`,
    `L = ${number(sum(record.losses))}`,
    `U ← U − ${now.rate} · dL/dU`,
  ]),
  "Every weight moves a little against its gradient. The bars are lengths of what each step adds; where these point different ways, the sum is shorter than all of them in a row. Press One update, and look at the loss again.",
]

/** Fill the panel for a position; `now` has the rate. */
export const fillWords = (panel, record, at, now) => {
  const { kind, t } = phaseAt(at, record.losses.length)
  const [title, box, words] = { forward, sum: total, back, update: () => update(record, now) }[
    kind
  ](record, t)
  panel.replaceChildren(make("b", "title", title), box, make("p", "note", words))
}
