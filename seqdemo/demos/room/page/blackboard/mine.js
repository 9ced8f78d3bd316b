// What the teacher alone sees: notes, the first vote's share, snapshots, steps by pupils.

import { elements } from "../../../../web/lesson/elements.js"
import { make } from "../../../../web/shared/element.js"

const SIGNS = { "": "", asked: "·", answered: "●", right: "✓", wrong: "✗" }
const SAID = {
  "": "",
  asked: "no answer",
  answered: "answered",
  right: "right",
  wrong: "not right",
}

const table = ({ mine, at }) => {
  const made = make("table")
  const head = make("tr")
  head.append(make("th", "", "pupil"))
  mine.heads.forEach((title, n) => {
    const cell = make("th", "", `${n + 1}`)
    cell.scope = "col"
    cell.title = title
    head.append(cell)
  })
  const top = make("thead")
  top.append(head)
  const body = make("tbody")
  for (const pupil of mine.grid) {
    const row = make("tr"),
      name = make("th", pupil.here ? "" : "away", pupil.name)
    name.scope = "row"
    row.append(name)
    pupil.cells.forEach((state, n) => {
      const cell = make("td", n === (pupil.at ?? at) ? "now" : "", SIGNS[state])
      cell.setAttribute("aria-label", SAID[state])
      row.append(cell)
    })
    body.append(row)
  }
  made.append(top, body)
  return made
}

const part = (title, ...content) => {
  const box = make("div")
  box.append(make("h3", "", title), ...content)
  return box
}

const snapshots = ({ mine }) => {
  const box = make("div", "shots")
  for (const { number, at } of mine.snapshots) {
    const shown = mine.showing === number
    const button = make("button", "", `${number}: step ${at + 1}`)
    button.type = "button"
    button.setAttribute("aria-pressed", String(shown))
    button.dataset.act = JSON.stringify(shown ? { do: "back" } : { do: "show", number })
    box.append(button)
  }
  return box
}

/** @param {HTMLElement} box @param {any} data */
export const drawMine = (box, data) => {
  const drawn = JSON.stringify([data.mine, data.at])
  if (box.dataset.drawn === drawn) return
  box.dataset.drawn = drawn
  const { mine } = data
  const parts = []
  if (mine.advice) parts.push(part("First vote", make("p", "case", mine.advice)))
  if (mine.notes.length) {
    const notes = make("div", "notes")
    notes.append(...elements(mine.notes))
    parts.push(part("Your notes", notes))
  }
  if (mine.snapshots.length) parts.push(part("Snapshots, to talk about", snapshots(data)))
  if (mine.grid.length) {
    const grid = make("div", "grid-box")
    grid.tabIndex = 0
    grid.setAttribute("role", "region")
    grid.setAttribute("aria-label", "Who has answered what")
    grid.append(table(data))
    parts.push(part("Who has answered what", grid))
  }
  box.replaceChildren(...parts)
}
