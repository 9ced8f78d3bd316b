// Under the photo: what the network thought the next word might be, and the way to take another.

import { make } from "../../../../web/shared/element.js"
import { percent } from "../../../../web/shared/format.js"
import { barList } from "../../../../web/steps/bars.js"
import { nameOf, NEVER } from "./names.js"

export const fillChoices = (panel, view, t, branch) => {
  const { choices, chosen, said, prefix, drawn } = view,
    end = t === said.length
  const head = make("div", "headline"),
    line = make("div", "line")
  const before = said.slice(0, t).join(" "),
    verb = t === prefix - 1 ? "you chose" : end ? "it stops" : "it says"
  head.append(make("div", "says", t ? `After “${before}” ${verb}` : `First ${verb}`))
  line.append(make("span", "word", end ? "■" : said[t]), make("span", "p", percent(chosen[t])))
  head.append(line)
  const list = barList(
    choices[t].map(choice => {
      const taken = end ? choice.kind === "end" : choice.kind === "word" && choice.word === said[t],
        never = choice.kind === "never"
      const title = never
        ? NEVER
        : taken
          ? ""
          : `Say “${nameOf(choice)}” here, and go on from there`
      const pick = !taken && !never && (() => branch(t, choice.kind, choice.word))
      return {
        label: nameOf(choice),
        p: choice.q ?? choice.p,
        tick: drawn ? choice.p : undefined,
        said: choice.q === 0 ? "cut" : undefined,
        best: taken,
        none: never,
        pick,
        title,
      }
    }),
  )
  const note = make("p", "note")
  if (drawn)
    note.append(
      "Drawn from the bars; ",
      make("i", "tick"),
      "marks the network's own probability. Click another word to go on from there.",
    )
  else
    note.append(
      "The network's probability of each next word. Click another, and the sentence goes on from there.",
    )
  panel.replaceChildren(head, list, note)
}
