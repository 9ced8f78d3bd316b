// The names of the picture's rows, and what each is for.

import { make } from "../shared/element.js"
import { NAMES, SIGNED } from "../shared/trace.js"

/** What the arrays of a cell are for, in a sentence. */
export const MEANINGS = {
  hidden: "What each unit hands on, to the next step and to the layer above",
  cell_state: "What each unit remembers; the hidden state is the part of it that shows",
  input: "How much of what is new each unit lets in: 0 nothing, 1 all",
  forget: "How much of what it remembered each unit keeps: 0 nothing, 1 all",
  candidate: "What each unit could add to what it remembers, −1 to +1",
  output: "How much of what it remembers each unit shows: 0 nothing, 1 all",
  reset: "How much of the old state each unit looks at for its new value: 0 nothing, 1 all",
  update: "How much of its old value each unit keeps: 0 nothing, 1 all",
}

/** The name of a row of tiles, above a scale of its colours from end to end. */
export const rowName = (name, most = 1) => {
  const signed = SIGNED.includes(name),
    end = most === 1 ? "1" : most.toFixed(1)
  const label = make("span", "row-name", NAMES[name]),
    scale = make("span", signed ? "row-scale signed" : "row-scale")
  scale.append(
    make("span", "", signed ? `−${end}` : "0"),
    make("i"),
    make("span", "", signed ? `+${end}` : "1"),
  )
  label.append(scale)
  return label
}
