// The network that the class is, unrolled: the pupils' values, and the true ones beside them.

import { make } from "../../../../web/shared/element.js"
import { matricesOf } from "../../../../web/tiny/network.js"
import { playedRun, same, short } from "../../../../web/tiny/played.js"

const LEFT = 190,
  TOP = 62,
  WIDE = 150,
  TALL = 78,
  BOX = { width: 96, height: 60 }

const SVG = "http://www.w3.org/2000/svg"
const draw = (name, attributes, text = "") => {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.textContent = text
  return made
}
const middle = (t, k) => ({
  x: LEFT + WIDE * t + BOX.width / 2,
  y: TOP + TALL * k + BOX.height / 2,
})

/** Values of the class and of the network itself, for each letter read. */
const runs = play => {
  const blank = play.given.map(values => values.map(() => null))
  return { mine: playedRun(play), truth: playedRun({ ...play, given: blank }) }
}

/** How a value came about: "given" or "summed" and right, a "slip" made here, or "passed" on. */
const stateOf = (play, { mine, truth }, t, k) => {
  const { hidden, right } = mine[t]
  if (!same(hidden[k], right[k])) return "slip"
  if (!same(hidden[k], truth[t].hidden[k])) return "passed"
  return play.given[t][k] === null ? "summed" : "given"
}

const holdersOf = names =>
  names.length > 2 ? `${names[0]} and ${names.length - 1} more` : names.join(", ") || "the network"

const heads = play =>
  [...play.word].map((letter, t) =>
    draw(
      "text",
      { x: middle(t, 0).x, y: 42, class: `letter${t === play.at ? " now" : ""}` },
      letter,
    ),
  )

const names = play =>
  play.holders.flatMap((held, k) => {
    const { y } = middle(0, k)
    return [
      draw("text", { x: 0, y: y - 4, class: "unit-name" }, `unit ${k + 1}`),
      draw("text", { x: 0, y: y + 18, class: "small" }, holdersOf(held)),
    ]
  })

/** A wire from unit `from` to unit k, a letter later. */
const wire = (both, t, from, k) => {
  const a = middle(t - 1, from),
    b = middle(t, k),
    known = both.mine[t - 1]
  const wrong = known && !same(known.hidden[from], both.truth[t - 1].hidden[from])
  const [x1, x2] = [a.x + BOX.width / 2, b.x - BOX.width / 2]
  const d = `M${x1} ${a.y}C${x1 + 26} ${a.y} ${x2 - 26} ${b.y} ${x2} ${b.y}`
  return draw("path", { d, class: `wire${wrong ? " wrong" : ""}` })
}

const wires = (play, both) => {
  const { U } = matricesOf(play.shape, play.weights)
  const joined = U.flatMap((row, k) => row.map((weight, from) => ({ weight, from, k })))
  const made = []
  for (let t = 1; t < play.word.length; t++)
    for (const { weight, from, k } of joined) if (weight !== 0) made.push(wire(both, t, from, k))
  return made
}

const cell = (play, both, t, k) => {
  const { x, y } = middle(t, k),
    known = t < play.at
  const state = known ? stateOf(play, both, t, k) : t === play.at ? "open" : "later"
  const box = { x: x - BOX.width / 2, y: y - BOX.height / 2, rx: 12, class: "box", ...BOX }
  const group = draw("g", { class: `cell ${state}` })
  group.append(draw("rect", box))
  if (known) {
    const sign = state === "slip" ? " ✗" : ""
    group.append(
      draw("text", { x, y: y + 3, class: "value" }, short(both.mine[t].hidden[k]) + sign),
      draw("text", { x, y: y + 23, class: "small mid" }, `true ${short(both.truth[t].hidden[k])}`),
    )
  } else if (t === play.at) {
    const all = play.holders[k].length
    const words = all ? `${play.answered[k]} of ${all}` : "…"
    group.append(draw("text", { x, y: y + 6, class: "small mid" }, words))
  }
  return group
}

const sayOf = run => ((run.at(-1)?.logits[0] ?? 0) > 0 ? "yes" : "no")

const told = (play, both) => {
  const box = make("div", "outcome")
  if (play.at < play.word.length) {
    box.append(make("p", "", "Everybody: your new value, please."))
    return box
  }
  const [mine, right] = [sayOf(both.mine), sayOf(both.truth)]
  const line = make("p", "answer")
  line.append("The class says ", make("b", "", mine), ", and right is ", make("b", "", right), ".")
  const states = play.given.flatMap((_, t) =>
    play.given[t].map((_, k) => stateOf(play, both, t, k)),
  )
  const [slips, passed] = ["slip", "passed"].map(name => states.filter(s => s === name).length)
  const kind = slips
    ? `Sums that went wrong: ${slips}. Values that were right sums of wrong numbers: ${passed}. ${play.spread}`
    : "Every sum was right."
  box.append(line, make("p", "", kind))
  return box
}

/** The picture in words. */
const inWords = (play, both) =>
  play.given
    .map((values, t) => {
      const each = values.map(
        (_, k) =>
          `unit ${k + 1} ${short(both.mine[t].hidden[k])}, true ${short(both.truth[t].hidden[k])}`,
      )
      return `Letter ${play.word[t]}: ${each.join("; ")}.`
    })
    .join(" ") || `The word is ${play.word}; nothing has been read yet.`

/** @param {HTMLElement} box @param {any} play */
export const drawPlay = (box, play) => {
  const drawn = JSON.stringify(play)
  if (box.dataset.drawn === drawn) return
  box.dataset.drawn = drawn
  const both = runs(play),
    { units } = play.shape,
    letters = play.word.length
  const size = [LEFT + WIDE * (letters - 1) + BOX.width + 4, TOP + TALL * units]
  const picture = draw("svg", {
    viewBox: `-2 0 ${size[0]} ${size[1]}`,
    role: "img",
    "aria-label": inWords(play, both),
  })
  const cells = Array.from({ length: letters }, (_, t) =>
    Array.from({ length: units }, (_, k) => cell(play, both, t, k)),
  )
  picture.append(...wires(play, both), ...heads(play), ...names(play), ...cells.flat())
  const note =
    "Large: what the class gives, the median where several hold a unit. ✗: a sum that went wrong. " +
    "Dashed: a right sum of wrong numbers. Grey: nobody gave one, the network did the sum."
  box.replaceChildren(make("h3", "", play.ask), picture, told(play, both), make("p", "note", note))
}
