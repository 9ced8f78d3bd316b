// What one unit computed at one step, with its numbers put in. Gate conventions are PyTorch's.

import { make } from "./element.js"
import { number } from "./format.js"
import { valueAt } from "./trace.js"

const EQUATIONS = {
  rnn: at => ({
    lines: [
      ["h = tanh(Wx + Uh′ + b)", number(at("hidden"))],
    ],
    note: "h′ is the whole state of the step before. A plain RNN has no gates: every letter rewrites every unit.",
  }),
  gru: at => {
    const z = at("update"), n = at("candidate"), old = at("hidden", -1)
    return {
      lines: [
        ["z = σ(W_z x + U_z h′ + b_z)", number(z)],
        ["r = σ(W_r x + U_r h′ + b_r)", number(at("reset"))],
        ["n = tanh(Wx + b + r·(Uh′ + c))", number(n)],
        ["h = (1−z)·n + z·h′", ""],
        [`  = ${number(1 - z)}·${number(n)} + ${number(z)}·${number(old)}`, number(at("hidden")), true],
      ],
      note: z > 0.7 ? `z = ${number(z)} is near 1: this unit mostly keeps its old value.`
        : z < 0.3 ? `z = ${number(z)} is near 0: this unit mostly takes the new value n.`
        : `z = ${number(z)}: part old value, part new.`,
    }
  },
  lstm: at => {
    const i = at("input"), f = at("forget"), g = at("candidate"), o = at("output"), old = at("cell_state", -1), c = at("cell_state")
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
      note: f > 0.7 ? `f = ${number(f)} is near 1: the cell keeps its memory.`
        : f < 0.3 ? `f = ${number(f)} is near 0: the cell lets its memory go.`
        : `f = ${number(f)}: the cell keeps part of its memory.`,
    }
  },
}

/** Text with _x parts as subscripts. */
const withSubscripts = text => text.split(/(_[a-z])/).map(part =>
  part.startsWith("_") ? make("sub", "", part.slice(1)) : document.createTextNode(part))

export const equationBox = (layer, step, unit) => {
  const at = (name, back = 0) => valueAt(layer, name, step + back, unit)
  const { lines, note } = EQUATIONS[layer.cell](at)
  const box = make("div", "equations")
  for (const [text, value, bold] of lines) {
    const line = make("div", "line"), left = make("span", "left")
    left.append(...withSubscripts(text))
    line.append(left)
    if (value) line.append(make("span", "eq", "="), make(bold ? "b" : "span", "value", value))
    box.append(line)
  }
  box.title = "x comes in, h′ is the state before; W, U, b, c were learned; σ squeezes into 0 to 1, tanh into −1 to 1"
  return [box, make("p", "note", note)]
}
