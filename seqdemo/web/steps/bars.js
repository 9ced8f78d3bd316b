// Classes and how likely they are, as bars.

import { make } from "../shared/element.js"
import { percent } from "../shared/format.js"

const rowElement = (name, { pick, title }) => {
  const row = make(pick ? "button" : "div", name)
  if (pick) {
    row.type = "button"
    row.addEventListener("click", event => {
      event.stopPropagation()
      pick()
    })
  }
  if (title) row.title = title
  return row
}

/**
 * A small row of a column, its bar behind the words.
 *
 * @param {{ label: string, p: number, fill?: number, best?: boolean, none?: boolean, pick?: false | (() => void), title?: string }} row
 * `p` is the probability, `fill` the length of the bar where it is another; `best` is what was taken,
 * `none` a label that is no class, `pick()` is called on a click, `title` explains.
 */
export const barRow = ({ label, p, fill = p, best, none, pick, title }) => {
  const row = rowElement(best ? "guess best" : "guess", { pick, title })
  row.style.setProperty("--p", fill.toFixed(4))
  row.append(make("span", none ? "w none" : "w", label), make("span", "p", percent(p)))
  return row
}

/**
 * Rows beside a picture; `tick` marks a second probability, `said` stands for the number.
 *
 * @param {{ label: string, p: number, tick?: number, best?: boolean, none?: boolean, pick?: false | (() => void), title?: string, said?: string }[]} rows
 */
export const barList = rows => {
  const list = make("div", "bars")
  for (const { label, p, tick, best, none, pick, title, said = percent(p) } of rows) {
    const row = rowElement(`choice${best ? " best" : ""}${none ? " none" : ""}`, { pick, title }),
      bar = make("span", "bar")
    bar.style.setProperty("--p", p.toFixed(4))
    bar.style.setProperty("--q", tick === undefined ? -1 : tick.toFixed(4))
    row.append(make("span", "w", label), bar, make("span", "p", said))
    list.append(row)
  }
  return list
}
