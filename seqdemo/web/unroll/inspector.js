// The panel beside the picture: the answer, and the unit that is selected.

import { make } from "../shared/element.js"
import { equationBox } from "../shared/equations.js"
import { number, percent, UNKNOWN } from "../shared/format.js"
import { shape } from "../shared/shape.js"
import { valueAt } from "../shared/trace.js"

const headline = (steps, t, answer) => {
  const box = make("div", "headline"), last = t === steps.length - 1
  const [word, p] = last ? [answer.word, answer.p] : steps[t].guesses[0]
  const so_far = steps.slice(0, t + 1).map(step => step.input || "?").join("")
  box.append(make("div", "says", last ? "The network says" : `After “${so_far}” it expects`))
  const line = make("div", "line")
  line.append(make("span", word ? "word" : "word none", word || (last ? "not a word I know" : UNKNOWN)), make("span", "p", percent(p)))
  box.append(line)
  if (last && !(answer.word && answer.sure)) {
    const spelled = make("p", "spelled", answer.word ? "It is not sure. It saw " : "It saw ")
    spelled.append(make("b", "", answer.spelled))
    const nearest = answer.nearest.length ? ` Nearest to that: ${answer.nearest.join(", ")}.` : ""
    spelled.append(`. It knows ${answer.known.toLocaleString("en")} words.${nearest}`)
    box.append(spelled)
  }
  return box
}

const bars = guesses => {
  const list = make("div", "bars")
  guesses.forEach(([word, p], n) => {
    const bar = make("span", "bar")
    bar.style.setProperty("--p", p.toFixed(4))
    list.append(make("span", `${n ? "" : "best "}${word ? "" : "none"}`, word || UNKNOWN), bar, make("span", "p", percent(p)))
  })
  return list
}

/** The unit's value at each step, as columns up and down from zero. */
const unitChart = (layer, steps, unit, t, colour) => {
  const width = 264, height = 108, mid = 42, slot = width / steps.length
  const chart = shape("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img" })
  chart.setAttribute("aria-label", `Unit ${unit} through time: ${steps.map((step, n) => `${step.input} ${number(valueAt(layer, "hidden", n, unit))}`).join(", ")}`)
  shape("line", { x1: 0, x2: width, y1: mid, y2: mid, class: "zero" }, chart)
  steps.forEach((step, n) => {
    const value = valueAt(layer, "hidden", n, unit), tall = Math.max(1, Math.abs(value) * 34), wide = Math.min(26, slot * 0.55)
    const middle = slot * (n + 0.5)
    if (n === t) shape("rect", { x: middle - slot / 2 + 1, y: 1, width: slot - 2, height: height - 2, rx: 5, class: "now" }, chart)
    shape("rect", { x: middle - wide / 2, y: value < 0 ? mid : mid - tall, width: wide, height: tall, rx: 2, fill: colour(value) }, chart)
    shape("text", { x: middle, y: height - (slot > 52 ? 10 : 18), class: "letter" }, chart).textContent = slot > 52 ? `${step.input || "?"} ${number(value)}` : step.input || "?"
    if (slot <= 52) shape("text", { x: middle, y: height - 5, class: "small" }, chart).textContent = (value < 0 ? "−" : "") + Math.abs(value).toFixed(1)
  })
  return chart
}

/** What the numbers of this unit say in words; only what can be read off them. */
const unitStory = (layer, steps, unit) => {
  const values = steps.map((_, n) => valueAt(layer, "hidden", n, unit))
  if (values.length === 1) return `${number(values[0])} after “${steps[0].input || "?"}”, on a scale from −1 to +1.`
  const jumps = values.map((value, n) => value - (n ? values[n - 1] : 0))
  const at = jumps.reduce((best, jump, n) => Math.abs(jump) > Math.abs(jumps[best]) ? n : best, 0)
  const word = jumps[at] < 0 ? "falls" : "rises"
  const steady = values.slice(at).every(value => Math.abs(value - values[at]) < 0.2)
  const then = at === values.length - 1 ? "" : steady ? ", and then it stays: a memory" : ", and then it moves on"
  return `Over the word it ${word} most when “${steps[at].input || "?"}” is read (${jumps[at] < 0 ? "" : "+"}${number(jumps[at])})${then}.`
}

const otherNetworks = (others, unasked) => {
  const box = make("div", "others")
  box.append(make("h4", "", "This drawing, each network"))
  for (const { name, word, p, now, old } of others) {
    const row = make("div", `other${now ? " now" : ""}${old ? " old" : ""}`)
    row.append(make("span", "name", name), make("b", word ? "" : "none", word || UNKNOWN), make("span", "p", percent(p)))
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

export const fillInspector = (panel, view) => {
  const { steps, layer, t, unit, answer, others, unasked, colour } = view
  if (!steps.length) {
    panel.replaceChildren(make("div", "says", "Nothing to read yet"), make("p", "note", "Draw a letter in a grid, or choose a word above."))
    return
  }
  const parts = [headline(steps, t, answer), bars(steps[t].guesses)]
  const title = make("h4", "", `Unit ${unit} at step ${t + 1}`)
  parts.push(title, make("p", "note", unitStory(layer, steps, unit)), unitChart(layer, steps, unit, t, colour), ...equationBox(layer, t, unit))
  if (others.length || unasked) parts.push(otherNetworks(others, unasked))
  panel.replaceChildren(...parts)
  // While time runs the panel may grow, but what stands below it must not jump up and down.
  const tall = Math.max(panel.offsetHeight, +(panel.dataset.tall ?? 0))
  panel.dataset.tall = tall
  panel.style.minHeight = `${tall}px`
}
