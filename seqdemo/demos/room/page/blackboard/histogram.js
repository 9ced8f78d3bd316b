// Numbers and places that a class gave as columns, and a line where the network's stands.

import { make } from "../../../../web/shared/element.js"

const at = (element, values) => {
  for (const [name, value] of Object.entries(values)) element.style.setProperty(name, String(value))
  return element
}

const most = columns => Math.max(1, ...columns.flat())

/** A column: as tall as the votes it got, those of the first vote beside those of the second. */
const column = (counts, highest) => {
  const box = make("div", "column")
  for (const [n, count] of counts.entries()) {
    const bar = make("span", n < counts.length - 1 ? "before" : "")
    if (count && n === counts.length - 1) bar.append(make("b", "", String(count)))
    box.append(at(bar, { "--p": count / highest }))
  }
  return box
}

/** The network's value, with what is near enough to count as right behind it. */
const mark = network => {
  const [from, to] = network.right
  const line = make("div", "truth")
  line.append(make("b", "", `the network: ${network.words}`))
  return [
    at(make("div", "near"), { "--from": from, "--to": to }),
    at(line, { "--at": network.place }),
  ]
}

/** All of it in words, for who cannot see it. */
const told = ({ columns, ticks, beyond: count, network, unit }) => {
  const last = columns.map(counts => counts.at(-1)),
    total = last.reduce((sum, votes) => sum + votes, count),
    ends = [ticks[0][1], ticks.at(-1)[1]]
  const net = network ? `; the network: ${network.words}${unit && ` ${unit}`}` : ""
  return `${total} answers from ${ends.join(" to ")}: ${last.join(", ")}${net}`
}

/** How many answers are not in the picture. */
export const beyond = ({ beyond: count }) =>
  count ? `${count} ${count === 1 ? "answer lies" : "answers lie"} far outside` : ""

/**
 * What Python counts, as a picture.
 *
 * @param {any} data Columns, ticks, how many lie beyond, the network's value or null, and the unit.
 */
export const histogram = data => {
  const box = make("div", "histogram"),
    plot = make("div", "plot"),
    columns = make("div", "columns"),
    ticks = make("div", "ticks")
  plot.setAttribute("role", "img")
  plot.setAttribute("aria-label", told(data))
  const highest = most(data.columns)
  columns.append(...data.columns.map(counts => column(counts, highest)))
  plot.append(...(data.network ? mark(data.network) : []), columns)
  ticks.setAttribute("aria-hidden", "true")
  for (const [place, words] of data.ticks)
    ticks.append(at(make("span", "", words), { "--at": place }))
  box.append(plot, ticks)
  return box
}
