// Under the photo: what the network thought the next word might be, and the way to take another.

import { make } from "../../../../web/shared/element.js"
import { percent } from "../../../../web/shared/format.js"
import { nameOf, NEVER } from "./names.js"

export const fillChoices = (panel, view, t, branch) => {
  const { choices, chosen, said, prefix, drawn } = view, end = t === said.length
  const head = make("div", "headline"), line = make("div", "line")
  const before = said.slice(0, t).join(" "), verb = t === prefix - 1 ? "you chose" : end ? "it stops" : "it says"
  head.append(make("div", "says", t ? `After “${before}” ${verb}` : `First ${verb}`))
  line.append(make("span", "word", end ? "■" : said[t]), make("span", "p", percent(chosen[t])))
  head.append(line)
  const list = make("div", "bars")
  for (const choice of choices[t]) {
    const taken = end ? choice.kind === "end" : choice.kind === "word" && choice.word === said[t]
    const never = choice.kind === "never"
    const row = make(taken || never ? "div" : "button", `choice${taken ? " best" : ""}${never ? " never" : ""}`)
    if (row.type) {
      row.type = "button"
      row.title = `Say “${nameOf(choice)}” here, and go on from there`
      row.addEventListener("click", () => branch(t, choice.kind, choice.word))
    }
    if (never) row.title = NEVER
    const bar = make("span", "bar")
    bar.style.setProperty("--p", (choice.q ?? choice.p).toFixed(4))
    bar.style.setProperty("--q", drawn ? choice.p.toFixed(4) : -1)
    row.append(make("span", "w", nameOf(choice)), bar, make("span", "p", choice.q === 0 ? "cut" : percent(choice.q ?? choice.p)))
    list.append(row)
  }
  const note = make("p", "note")
  if (drawn) note.append("Drawn from the bars; ", make("i", "tick"), "marks the network's own probability. Click another word to go on from there.")
  else note.append("The network's probability of each next word. Click another, and the sentence goes on from there.")
  panel.replaceChildren(head, list, note)
}
