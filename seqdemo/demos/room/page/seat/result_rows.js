// What the class and the network said, once it may be seen: a row an answer.

import { make } from "../../../../web/shared/element.js"
import { percent } from "../../../../web/shared/format.js"

const bar = (share, name, label) => {
  const box = make("div", `bar ${name}`)
  const fill = make("i")
  fill.style.setProperty("--p", String(share))
  box.append(fill)
  box.setAttribute("role", "img")
  box.setAttribute("aria-label", label)
  return box
}

/** @param {any[]} rows As Python counts them: words, counts of both votes, the network's share. */
export const resultRows = rows => {
  if (!rows.length) return []
  const last = row => row.counts.at(-1) || row.counts[0] || 0
  const total = Math.max(
    1,
    rows.reduce((sum, row) => sum + last(row), 0),
  )
  const told = rows.some(row => row.network !== null && row.network !== undefined)
  const head = make("div", "row head")
  head.append(make("span", ""), make("span", "", "the class"))
  if (told) head.append(make("span", "", "the network"))
  return [
    head,
    ...rows.map(row => {
      const line = make("div", `row${row.right ? " right" : ""}`)
      line.append(make("span", "words", row.words + (row.right ? " ✓" : "")))
      line.append(bar(last(row) / total, "", `${last(row)} of ${total}`))
      if (told) line.append(bar(row.network ?? 0, "net", percent(row.network ?? 0, 0)))
      return line
    }),
  ]
}
