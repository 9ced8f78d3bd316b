// The panel beside the picture: the answer, and the unit that is selected.

import { inside, make, said } from "../../../../web/shared/element.js"
import { count, percent, UNKNOWN } from "../../../../web/shared/format.js"
import { barList } from "../../../../web/steps/bars.js"
import { heldHere, unitParts } from "../../../../web/steps/inspector.js"

const headline = (steps, t, answer) => {
  const box = make("div", "headline"),
    last = t === steps.length - 1
  if (steps[t].veiled) {
    box.append(make("div", "says", `Letter ${t + 1} of ${steps.length}: what does it expect?`))
    return box
  }
  const [word, p] = last ? [answer.word, answer.p] : steps[t].guesses[0]
  const so_far = steps
    .slice(0, t + 1)
    .map(step => step.input || "?")
    .join("")
  box.append(make("div", "says", last ? "The network says" : `After “${so_far}” it expects`))
  const line = make("div", "line")
  line.append(
    make("span", word ? "word" : "word none", word || (last ? "not a word I know" : UNKNOWN)),
    make("span", "p", percent(p)),
  )
  box.append(line)
  if (last && !(answer.word && answer.sure)) {
    const spelled = make("p", "spelled", answer.word ? "It is not sure. It saw " : "It saw ")
    spelled.append(make("b", "", answer.spelled))
    const nearest = answer.nearest.length ? ` Nearest to that: ${answer.nearest.join(", ")}.` : ""
    spelled.append(`. It knows ${count(answer.known)} words.${nearest}`)
    box.append(spelled)
  }
  return box
}

/** What a spelling check would say; it is no part of the network, and never changes its answer. */
const spelling = answer => {
  const box = make("div", "check"),
    button = make("button", "", answer.checking ? "without it" : "compare with a spelling check")
  button.type = "button"
  button.dataset.do = "spell"
  if (answer.checking) {
    const [word, p] = answer.check ?? ["no known word is that long", null]
    const row = make("p", "note", "A spelling check, which is no network, would say ")
    row.title = "The known word of as many letters that fits the letters seen, one by one, best"
    row.append(make("b", "", word), p === null ? ". " : `, ${percent(p)} `, button)
    box.append(row)
  } else box.append(button)
  return box
}

const otherNetworks = (others, unasked) => {
  const box = make("div", "others")
  box.append(make("h2", "", "This drawing, each network"))
  for (const { name, word, p, now, old } of others) {
    const row = make("div", `other${now ? " now" : ""}${old ? " old" : ""}`)
    row.append(
      make("span", "name", name),
      make("b", word ? "" : "none", word || UNKNOWN),
      make("span", "p", percent(p)),
    )
    box.append(row)
  }
  if (unasked) {
    const button = make("button", "ask", "Ask each network")
    button.type = "button"
    button.dataset.do = "ask"
    box.append(button)
  }
  return box
}

const NOTHING = () => [
  make("div", "says", "Nothing to read yet"),
  make("p", "note", "Draw a letter in a grid, or choose a word above."),
]

export const fillInspector = (panel, view) => {
  const { steps, layers, t, unit, answer, others, unasked, colour, hold } = view,
    [layer] = layers ?? []
  if (!steps.length) {
    panel.replaceChildren(...NOTHING())
    return
  }
  const guesses = steps[t].guesses.map(([word, p], n) => ({
    label: word || UNKNOWN,
    p,
    best: n === 0,
    none: !word,
  }))
  const labels = steps.map(step => step.input),
    title = `Unit ${unit} at step ${t + 1}`
  const last = t === steps.length - 1 && answer,
    turned = heldHere(hold, { layer: 0, unit, at: t })
  panel.replaceChildren(
    said([headline(steps, t, answer), barList(guesses), ...(last ? [spelling(answer)] : [])]),
    inside(unitParts({ layer, unit, labels, colour, title, over: "Over the word", turned }, t)),
    ...(others.length || unasked ? [inside([otherNetworks(others, unasked)], "each-network")] : []),
  )
}

/** What a step says, for those who listen. */
export const sentenceOf = (steps, answer, t) => {
  if (steps[t].veiled) return `Step ${t + 1} of ${steps.length}: guess what it expects`
  const [word, p] = t === steps.length - 1 ? [answer.word, answer.p] : steps[t].guesses[0]
  return `Step ${t + 1} of ${steps.length}: read ${steps[t].input || "no letter"}, expects ${word || UNKNOWN}, ${percent(p)}`
}
