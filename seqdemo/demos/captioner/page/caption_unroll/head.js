// What stands above the states: the network, how sure it is, and which gate to show.

import { make } from "../../../../web/shared/element.js"
import { NAMES } from "../../../../web/shared/trace.js"
import { MEANINGS } from "../../../../web/steps/row_name.js"

/** The button that leads to the other sentences. */
export const othersButton = () => {
  const button = make("button", "inside")
  Object.assign(button, {
    type: "button",
    hidden: true,
    title: "What else the search considered, below",
  })
  button.dataset.do = "others"
  return button
}

/** Say which button of a group is chosen, by what its data say. */
export const press = (group, name, value) => {
  for (const button of group.querySelectorAll("button"))
    button.setAttribute("aria-checked", String(button.dataset[name] === value))
}

const fillTitle = (what, { title, ms }) => {
  const [name, ...rest] = title.split(" · "),
    took = ms === null ? [] : [`${Math.round(ms)} ms`]
  what.replaceChildren(name, make("span", "", ["", ...rest, ...took].join(" · ")))
  what.title =
    ms === null ? "" : "From the photo to the sentence and everything shown here, on the server"
}

const gateButton = name => {
  const button = make("button", "", NAMES[name].replace(" gate", ""))
  button.type = "button"
  button.dataset.gate = name
  button.title = MEANINGS[name]
  button.setAttribute("role", "radio")
  return button
}

/** Fill it; `others` is the button that leads to the other sentences. */
export const fillHead = (q, others, data) => {
  fillTitle(q(".what"), data)
  for (const [name, text, title] of [
    ["verdict", data.verdict, data.meaning],
    ["kind", data.kind, data.kind_meaning],
  ])
    Object.assign(q(`.${name}`), { textContent: text, title, hidden: !text })
  q(".verdict").classList.toggle("unsure", data.unsure)
  q(".kind").classList.toggle("odd", data.odd)
  q('[data-do="release"]').hidden = data.prefix === 0 && data.own.join(" ") === data.said.join(" ")
  q('[data-do="share"]').hidden = !data.owner
  const more = data.sentences.length - 1
  others.hidden = more < 1
  others.textContent = `${more} other sentence${more === 1 ? "" : "s"} ↓`
  const gates = Object.keys(data.layer.arrays).filter(name => name !== "hidden")
  q(".gates").replaceChildren(...gates.map(gateButton))
}
