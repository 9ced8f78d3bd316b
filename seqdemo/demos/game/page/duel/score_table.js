// The score of a game: bits of the last letter, of all so far, and a letter on average.

import { make } from "../../../../web/shared/element.js"

const WHO = { you: "You", network: "The LSTM", frequencies: "Letter frequencies" }
const MOST = 4.5

/** Bits a letter, and how long the bar is that shows them: 0 to 1, shorter is better. */
export const perLetter = (total, rounds) => {
  const bits = rounds ? total / rounds : 0
  return { bits, fill: Math.min(1, bits / (2 * MOST)) }
}

const cells = (row, tag, texts) => {
  for (const text of texts) row.append(make(tag, "", text))
  return row
}

/** @param {any[]} rounds Of the game. @param {any} totals Bits by who. */
export const scoreTable = (rounds, totals) => {
  const table = make("table"),
    head = make("thead"),
    body = make("tbody"),
    last = rounds.at(-1)
  head.append(cells(make("tr"), "th", ["surprise, in bits", "last", "all", "a letter"]))
  for (const th of head.querySelectorAll("th")) th.scope = "col"
  for (const [who, name] of Object.entries(WHO)) {
    const { bits, fill } = perLetter(totals[who], rounds.length),
      row = make("tr"),
      name_ = make("th", "", name)
    name_.scope = "row"
    row.append(name_)
    cells(row, "td", [last ? last[who].toFixed(1) : "–"])
    row.append(make("td", "total", last ? totals[who].toFixed(1) : "–"))
    cells(row, "td", [last ? bits.toFixed(2) : "–"])
    const under = make("tr", "bar"),
      cell = make("td"),
      bar = make("div", `score-bar ${who}`)
    cell.colSpan = 4
    bar.style.setProperty("--p", fill.toFixed(4))
    cell.append(bar)
    under.append(cell)
    body.append(row, under)
  }
  table.append(head, body)
  return table
}
