// What the rows of the picture are: their names, what their colours mean, and what gates are for.

import { make } from "../../../../web/shared/element.js"
import { NAMES, SIGNED } from "../../../../web/shared/trace.js"

export const MEANINGS = {
  cell_state: "What each unit remembers; the hidden state is the part of it that shows",
  input: "How much of what is new each unit lets in: 0 nothing, 1 all",
  forget: "How much of what it remembered each unit keeps: 0 nothing, 1 all",
  candidate: "What each unit could add to what it remembers, −1 to +1",
  output: "How much of what it remembers each unit shows: 0 nothing, 1 all",
}

/** The name of a row of tiles, above a scale of its colours from end to end. */
export const rowName = (name, most) => {
  const label = make("span", "row-name", NAMES[name]), scale = make("span", SIGNED.includes(name) ? "row-scale signed" : "row-scale")
  const end = name === "cell_state" ? most.toFixed(1) : "1"
  scale.append(make("span", "", SIGNED.includes(name) ? `−${end}` : "0"), make("i"), make("span", "", SIGNED.includes(name) ? `+${end}` : "1"))
  label.append(scale)
  return label
}
