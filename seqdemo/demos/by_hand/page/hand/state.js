// What is on screen as a link's query parameters, and back; nonsense in a link changes nothing.

import { weightsOf } from "../../../../web/tiny/network.js"
import { PUZZLES } from "./puzzles.js"
import { readable } from "./reading.js"

const FIRST = Object.keys(PUZZLES)[0],
  LONGEST_WORD = 12,
  FURTHEST = 99,
  MOST_UNITS = 3

/** Networks that can be chosen, by their name in links: rnn.tanh.2, lstm, gru. */
const netOf = ({ cell, nonlinearity, units }) =>
  cell === "rnn" ? `rnn.${nonlinearity}.${units}` : cell
const shapeOf = (net, own) => {
  const [cell, nonlinearity = "tanh", units = "1"] = net.split("."),
    known = { rnn: ["tanh", "relu", "sigmoid"], gru: ["tanh"], lstm: ["tanh"] }
  if (!known[cell]?.includes(nonlinearity) || !(+units >= 1 && +units <= MOST_UNITS)) return own
  return { ...own, cell, nonlinearity, units: cell === "rnn" ? +units : 1 }
}
const numbersOf = (text, count) => {
  const list = text.split(",").map(Number)
  return list.length === count && list.every(w => Math.abs(w) <= FURTHEST) ? list : null
}
const written = list => list.map(w => String(Math.round(1000 * w) / 1000)).join(",")

/** Query parameters of what is on screen; null for what the puzzle has of itself. */
export const placeOf = ({ puzzle, shape, list, word, t }) => {
  const own = PUZZLES[puzzle],
    net = netOf(shape),
    as = (value, usual) => (value === usual ? null : value)
  return {
    puzzle: as(puzzle, FIRST),
    net: as(net, netOf(own.shape)),
    w: as(written(list), net === netOf(own.shape) ? written(own.start) : ""),
    word: as(word, own.word),
    at: as(t + 1, word.length) === null ? null : String(t + 1),
  }
}

/** Puzzle, network, weights, word and step of query parameters. */
export const adopted = place => {
  const puzzle = place.puzzle in PUZZLES ? place.puzzle : FIRST,
    own = PUZZLES[puzzle]
  const wanted = shapeOf(place.net ?? "", own.shape),
    shape = netOf(wanted) === netOf(own.shape) ? own.shape : wanted
  const count = weightsOf(shape).length,
    list =
      numbersOf(place.w ?? "", count) ??
      (shape === own.shape ? own.start : new Array(count).fill(0))
  const word = readable(own, place.word ?? "").slice(0, LONGEST_WORD) || own.word,
    at = Number(place.at ?? word.length)
  return {
    puzzle,
    shape,
    list,
    word,
    t: at >= 1 && at <= word.length ? Math.floor(at) - 1 : word.length - 1,
  }
}
