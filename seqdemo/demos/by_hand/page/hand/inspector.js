// The panel beside the steps: where a number came from, or what can be clicked.

import { make } from "../../../../web/shared/element.js"
import { number, visible } from "../../../../web/shared/format.js"
import { answerOf } from "./checker.js"
import { derivation, sourcesOf, numberAt } from "./derive.js"
import { equation } from "./equation.js"

/** What kind of number it is, in words. */
const kindOf = ({ context, puzzle, named }, { kind, k }) => {
  const { shape } = context,
    unit = shape.units > 1 ? ` of unit ${(k % shape.units) + 1}` : ""
  if (kind === "x") return `input “${puzzle.inputs[k]}”`
  if (kind === "weight") return `weight ${named[k].name}: ${named[k].says}`
  const gate = {
    gru: ["reset gate", "update gate", "candidate"],
    lstm: ["input gate", "forget gate", "candidate", "output gate"],
  }[shape.cell]?.[Math.floor(k / shape.units)]
  return {
    sum: `sum${gate ? ` of the ${gate}` : unit}`,
    gate: gate ?? "",
    cell: "cell state",
    hidden: `hidden state${unit}`,
    logit: "answer",
  }[kind]
}

const said = ({ puzzle }, value) => {
  const answer = answerOf(value)
  if (answer === null) return "Neither above 0 nor below: it says nothing."
  return answer
    ? `Above 0, so it says “${puzzle.says[1]}”.`
    : `Below 0, so it says “${puzzle.says[0]}”.`
}

/** What is shown of one number. */
const about = (view, ref) => {
  const { context, named, pick, word } = view,
    found = derivation(context, ref, named),
    value = numberAt(context, ref)
  const parts = [
    make(
      "div",
      "says",
      `${ref.kind === "weight" || ref.t < 0 ? "" : `Step ${ref.t + 1} reads “${visible(word[ref.t])}”: `}${kindOf(view, ref)}`,
    ),
    make("div", "word", number(value)),
  ]
  if (!found)
    return [
      ...parts,
      make(
        "p",
        "note",
        ref.kind === "weight"
          ? "You chose it. The same number is used at every step."
          : ref.t < 0
            ? "Before the first step every state is 0."
            : "It stands for the letter that is read.",
      ),
    ]
  const sum = found.squash && sourcesOf(found).map(source => derivation(context, source, named))[0]
  if (sum) parts.push(equation(sum, { pick }))
  parts.push(equation(found, { pick }))
  if (ref.kind === "logit") parts.push(make("p", "note", said(view, value)))
  return [
    ...parts,
    make("p", "note", "What lights up went into it. Click one of these numbers to go on back."),
  ]
}

/** Fill the panel: the number that is picked, or the answer of the step. */
export const fillInspector = (panel, view) => {
  if (view.quizzing) {
    panel.replaceChildren(
      make("b", "", "How to be a cell"),
      make(
        "p",
        "note",
        "The letter comes in as a number. Multiply it and the old state by their weights, add them up, squeeze the sum, hand the result on. What you need is lit. Every “?” is still yours to find.",
      ),
    )
    return
  }
  panel.replaceChildren(...about(view, view.picked ?? { kind: "logit", t: view.t, k: 0 }))
}
