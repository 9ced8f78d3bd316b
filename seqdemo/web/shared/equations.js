// What one unit computed at one step, with its numbers put in. Gate conventions are PyTorch's.

import { make } from "./element.js"
import { number } from "./format.js"
import { stepBefore, valueAt } from "./trace.js"

const LARGE = 0.7,
  SMALL = 0.3

/** What a cell does to its old value and with the new one, read off its gates. */
const lstmNote = (i, f) => {
  const keeps =
    f > LARGE
      ? "keeps what it holds"
      : f < SMALL
        ? "lets go of what it holds"
        : "keeps part of what it holds"
  const adds = i > LARGE ? "adds g almost whole" : i < SMALL ? "adds little" : "adds part of g"
  return `f = ${number(f)}: the cell ${keeps}. i = ${number(i)}: it ${adds}.`
}

const gruNote = z =>
  z > LARGE
    ? `z = ${number(z)} is near 1: this unit mostly keeps its old value.`
    : z < SMALL
      ? `z = ${number(z)} is near 0: this unit mostly takes the new value n.`
      : `z = ${number(z)}: part old value, part new.`

const EQUATIONS = {
  rnn: (at, { nonlinearity = "tanh", alone = false }) => ({
    lines: [[`h = ${nonlinearity}(Wx ${alone ? "" : "+ Uh′ "}+ b)`, number(at("hidden"))]],
    note: alone
      ? "There is no h′ in it: this layer knows nothing of the step before."
      : "h′ is the whole state of the step before. A plain RNN has no gates: every step writes every unit anew.",
  }),
  gru: at => {
    const z = at("update"),
      n = at("candidate"),
      old = at("hidden", true)
    return {
      lines: [
        ["z = σ(W_z x + U_z h′ + b_z)", number(z)],
        ["r = σ(W_r x + U_r h′ + b_r)", number(at("reset"))],
        ["n = tanh(Wx + b + r·(Uh′ + c))", number(n)],
        ["h = (1−z)·n + z·h′", ""],
        [
          `  = ${number(1 - z)}·${number(n)} + ${number(z)}·${number(old)}`,
          number(at("hidden")),
          true,
        ],
      ],
      note: gruNote(z),
    }
  },
  lstm: at => {
    const i = at("input"),
      f = at("forget"),
      g = at("candidate"),
      o = at("output"),
      old = at("cell_state", true),
      c = at("cell_state")
    return {
      lines: [
        ["i = σ(W_i x + U_i h′ + b_i)", number(i)],
        ["f = σ(W_f x + U_f h′ + b_f)", number(f)],
        ["g = tanh(W_g x + U_g h′ + b_g)", number(g)],
        ["o = σ(W_o x + U_o h′ + b_o)", number(o)],
        ["c = f·c′ + i·g", ""],
        [`  = ${number(f)}·${number(old)} + ${number(i)}·${number(g)}`, number(c)],
        [`h = o·tanh(c) = ${number(o)}·${number(Math.tanh(c))}`, number(at("hidden")), true],
      ],
      note: lstmNote(i, f),
    }
  },
}
const NEEDED = {
  rnn: [],
  gru: ["reset", "update", "candidate"],
  lstm: ["input", "forget", "candidate", "output", "cell_state"],
}

/** Lines [text, value, bold] and a note of what a unit computed at a step; null if gates are missing. */
export const equationsOf = (layer, step, unit) => {
  if (!NEEDED[layer.cell].every(name => layer.arrays[name])) return null
  const at = (name, old) => valueAt(layer, name, old ? stepBefore(layer, step) : step, unit)
  return EQUATIONS[layer.cell](at, layer)
}

/** Text with _x parts as subscripts. */
const withSubscripts = text =>
  text
    .split(/(_[a-z])/)
    .map(part =>
      part.startsWith("_") ? make("sub", "", part.slice(1)) : document.createTextNode(part),
    )

/** Elements with the equations of a unit at a step, numbers put in. */
export const equationBox = (layer, step, unit) => {
  const found = equationsOf(layer, step, unit)
  if (!found)
    return [
      make(
        "p",
        "note",
        `h = ${number(valueAt(layer, "hidden", step, unit))}; the trace holds no gates that say how it came about.`,
      ),
    ]
  const { lines, note } = found
  const box = make("div", "equations")
  for (const [text, value, bold] of lines) {
    const line = make("div", "line"),
      left = make("span", "left")
    left.append(...withSubscripts(text))
    line.append(left)
    if (value) line.append(make("span", "eq", "="), make(bold ? "b" : "span", "value", value))
    box.append(line)
  }
  box.title =
    "x comes in, h′ is the state before; W, U, b, c were learned; σ squeezes into 0 to 1, tanh into −1 to 1"
  return [box, make("p", "note", note)]
}
