// Passages of text, every symbol coloured by a number. A click on one tells Python, where asked for.

import { make } from "../shared/element.js"
import { number, significant } from "../shared/format.js"
import { divergingScale, markOf, tint } from "../shared/palette.js"
import { saveSnapshot, snapshot } from "../shared/snapshot.js"
import { themeOf } from "../shared/theme.js"
import { makeTip } from "../shared/tip.js"

const shown = symbol => (symbol === "\n" ? "⏎" : symbol)

/** Symbols that say in which direction others are written. */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

const small = value =>
  value === 0 || Math.abs(value) >= 0.01 ? number(value) : significant(value, 2)

/** A bar above a symbol, up from the middle for a positive value and down for a negative one. */
const gauged = (span, value, colour) => {
  const over = make("span", "over"),
    gauge = make("span", "gauge"),
    fill = make("b", value < 0 ? "less" : "more"),
    share = Math.min(1, Math.abs(value))
  fill.style.setProperty("--share", share.toFixed(4))
  fill.style.background = colour
  gauge.append(make("u"), fill)
  over.append(gauge, span)
  return over
}

const rowOf = (row, k, view) => {
  const line = make("div", row.title ? "row" : "row alone"),
    text = make("div", "text")
  if (row.title) {
    const about = make("div", "about")
    about.append(make("b", "", row.title), make("span", "", row.note))
    line.append(about)
  }
  text.classList.toggle("words", !view.joined)
  text.classList.toggle("few", row.symbols.length <= 24 && !row.title)
  row.symbols.forEach((symbol, n) => {
    const span = make("i", symbol === "\n" ? "c nl" : "c", shown(symbol))
    if (symbol === "\n" && view.breaks) span.append(document.createElement("br"))
    if (row.marks && n >= row.marks[0] && n <= row.marks[1]) span.classList.add("mark")
    if (TURNS.test(symbol)) span.classList.add("turns")
    if (row.now === n) span.classList.add("now")
    if (row.values) {
      const [back, ink] = view.tintOf(row.values[n] / view.most)
      span.style.setProperty("--c", back)
      span.style.setProperty("--t", ink)
    }
    span.dataset.row = k
    span.dataset.n = n
    text.append(row.bars ? gauged(span, row.bars[n], view.tintOf(Math.sign(row.bars[n]))[0]) : span)
  })
  line.append(text)
  return line
}

const create = root => {
  const abort = new AbortController()
  const on = (target, type, listener) =>
    target.addEventListener(type, listener, { signal: abort.signal })
  const s = { data: null, trigger: (_name, _value) => {} },
    tip = makeTip(root)
  const placeOf = event => event.target.closest?.("i.c")?.dataset
  const save = format => {
    const drawn = [
      ...root.querySelectorAll(
        ".legend:not([hidden]) :is(span, i), .about :is(b, span), .gauge :is(u, b), i.c",
      ),
    ]
    const paper = getComputedStyle(root).backgroundColor
    saveSnapshot(snapshot(drawn, paper), s.data.name, format)
  }
  on(root, "click", event => {
    const format = event.target.closest(".bar button")?.dataset.do
    if (format) save(format)
  })
  on(root, "click", event => {
    const at = placeOf(event)
    if (at && s.data.pick) s.trigger("pick", { row: +at.row, n: +at.n })
  })
  on(root, "pointermove", event => {
    const at = placeOf(event),
      row = at && s.data.rows[at.row]
    const bar = row?.bars ? `, ${row.bar} ${small(row.bars[at.n])}` : ""
    tip(
      row?.values
        ? `“${shown(row.symbols[at.n])}”: ${small(row.values[at.n])}${s.data.unit}${bar}`
        : "",
      event,
    )
  })
  on(root, "pointerleave", event => tip("", event))
  s.update = (data, { setTriggerValue: trigger }) => {
    s.data = data
    s.trigger = trigger
    const { dark, palette, signed } = themeOf(root, data.palette)
    root.classList.toggle("pick", data.pick)
    root.classList.toggle("beside", data.beside)
    const ends = [palette[1], markOf(dark)] // orange would say that it is positive
    const amount = divergingScale([ends[0], ends[0], ends[1]])
    const tintOf = value => tint(data.signed ? signed(value) : amount(Math.max(0, value)))
    root.style.setProperty("--scale", (data.signed ? palette : ends).join(","))
    const end = data.most >= 0.01 ? String(Number(data.most.toFixed(2))) : small(data.most)
    root.querySelector(".legend").hidden = !data.rows.some(row => row.values)
    root.querySelector(".low").textContent = data.signed ? `−${end}` : "0"
    root.querySelector(".high").textContent = `${data.signed ? "+" : ""}${end}${data.unit}`
    root
      .querySelector(".rows")
      .replaceChildren(...data.rows.map((row, k) => rowOf(row, k, { ...data, tintOf })))
    root.dataset.rows = data.rows.length
  }
  s.dispose = () => abort.abort()
  return s
}

export default create
