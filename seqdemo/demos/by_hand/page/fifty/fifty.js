// One weight, fifty steps: the gradient that is left after each step back, as bars.

import { copyAddress, makePlace } from "../../../../web/shared/address.js"
import { number, significant } from "../../../../web/shared/format.js"
import { make } from "../../../../web/shared/element.js"
import { shape } from "../../../../web/shared/shape.js"
import { themeOf } from "../../../../web/shared/theme.js"
import { chainOf, fate, STEPS } from "./gradients.js"

const TALL = 316,
  LEFT = 84,
  RIGHT = 10,
  BOTTOM = 222,
  HIGH = 204,
  DECADES = 9,
  CEILING = 3,
  STATES = 284,
  SMALL = 24,
  REST = 350,
  EDGE = 1.5
const FIRST = { weight: 0.9, squeeze: "none", scale: "plain" }

/** Lines of a scale: [size, words]; `foot` is where bars begin, `top` the height of a size above it. */
const SCALES = {
  plain: {
    foot: BOTTOM,
    lines: [
      [1, "1"],
      [2, "2"],
      [3, "3"],
    ],
    top: size => (HIGH * Math.min(size, CEILING * 1.03)) / CEILING,
  },
  powers: {
    foot: BOTTOM - HIGH / 2,
    lines: [
      [1e9, "a billion"],
      [1e6, "a million"],
      [1e3, "1,000"],
      [1, "1"],
      [1e-3, "1/1,000"],
      [1e-6, "a millionth"],
      [1e-9, "a billionth"],
    ],
    top: size =>
      size === 0
        ? -HIGH / 2
        : Math.max(-HIGH / 2, Math.min(HIGH / 2, ((HIGH / 2) * Math.log10(size)) / DECADES)),
  },
}

const said = gradients =>
  `Gradient left after 10, 25 and 50 steps back: ${[10, 25, 50].map(back => significant(gradients[STEPS - back], 2)).join(", ")}`

/** @param {{weight: number, squeeze: string, scale: string, signed: (value: number) => string, wide: number}} view */
const barsPicture = ({ weight, squeeze, scale, signed, wide }) => {
  const { states, gradients } = chainOf(weight, squeeze),
    { foot, lines, top } = SCALES[scale],
    slot = (wide - LEFT - RIGHT) / (STEPS + 1)
  const picture = shape("svg", {
    viewBox: `0 0 ${wide} ${TALL}`,
    class: "bars-picture",
    role: "img",
    "aria-label": said(gradients),
  })
  const words = (x, y, text, anchor = "middle", name = "") => {
    shape("text", { x, y, "text-anchor": anchor, class: name }, picture).textContent = text
  }
  const line = (y, name) =>
    shape("line", { x1: LEFT, x2: wide - RIGHT, y1: y, y2: y, class: name }, picture)
  for (const [size, label] of lines) {
    line(foot - top(Number(size)), size === 1 ? "one" : "rule")
    words(LEFT - 8, foot - top(Number(size)) + 4, label, "end", size === 1 ? "strong" : "")
  }
  const bar = (x, from, tall, fill) =>
    shape(
      "rect",
      {
        x: x + slot * 0.16,
        width: slot * 0.68,
        y: tall > 0 ? from - tall : from,
        height: Math.max(1, Math.abs(tall)),
        rx: Math.min(2, slot / 5),
        fill,
      },
      picture,
    )
  const step = wide < 560 ? 25 : 10
  for (let back = 0; back <= STEPS; back++) {
    const value = gradients[STEPS - back],
      state = states[STEPS - back],
      x = LEFT + back * slot
    shape(
      "title",
      {},
      bar(x, foot, top(Math.abs(value)), signed(value < 0 ? -0.9 : 0.9)),
    ).textContent = `${back} steps back: ${significant(value, 2)}`
    bar(x, STATES, Math.max(-SMALL, Math.min(SMALL, SMALL * state)), signed(state))
    if (back % step === 0)
      words(x + slot / 2, BOTTOM + 18, back === 0 ? "now" : String(back), "middle")
  }
  line(foot, "one")
  words(wide - RIGHT, BOTTOM + 34, "steps back", "end")
  words(LEFT - 8, STATES + 4, "the state", "end")
  return picture
}

const explained = ({ weight, squeeze }) => {
  const power = `${number(weight)} multiplied by itself 50 times`
  if (squeeze === "none")
    return `Every step back multiplies the gradient by w: ${power}. Between −1 and 1 it vanishes, beyond it explodes; only at the edge does it last. Orange is positive, blue negative.`
  return "Every step back multiplies by w and by the slope of tanh, 1 − h². A large state makes that slope small: with tanh even a weight above 1 cannot make this gradient explode for long, and it vanishes instead."
}

/**
 * What Python sends: `payload` in __init__.py.
 * @typedef {{light: string[], dark: string[]}} Palettes
 * @typedef {object} Payload
 * @property {number} weight First value of the weight.
 * @property {string} squeeze "none" or "tanh".
 * @property {Palettes} palette Diverging colours.
 */

const create = root => {
  const abort = new AbortController(),
    q = name => root.querySelector(name),
    place = makePlace(),
    live = make("div", "sr")
  /** @type {any} */
  const s = {
    data: null,
    weight: 0,
    squeeze: "none",
    scale: FIRST.scale,
    wide: 0,
    waiting: 0,
    send: () => {},
  }
  root.append(live)
  live.setAttribute("aria-live", "polite")
  const inLink = () => ({
    weight: s.weight === FIRST.weight ? null : String(s.weight),
    squeeze: s.squeeze === FIRST.squeeze ? null : s.squeeze,
  })
  const draw = () => {
    s.wide = Math.max(300, root.clientWidth - 38)
    const { gradients } = chainOf(s.weight, s.squeeze),
      left = gradients[0]
    q(".chart-place").replaceChildren(barsPicture(s))
    q(".fate").textContent = fate(Math.abs(left))
    q(".left").textContent = `After 50 steps ${significant(left, 2)} of the gradient is left.`
    q(".words").textContent = explained(s)
    for (const name of ["squeeze", "scale"])
      for (const button of root.querySelectorAll(`[data-${name}]`))
        button.setAttribute("aria-checked", String(button.dataset[name] === s[name]))
    root.dataset.left = left
  }
  const set = changes => {
    Object.assign(s, changes)
    q(".slide").value = s.weight
    q(".slide").setAttribute(
      "aria-valuetext",
      `${number(s.weight)}: ${fate(Math.abs(chainOf(s.weight, s.squeeze).gradients[0])).toLowerCase()}`,
    )
    if (root.getRootNode().activeElement !== q(".box")) q(".box").value = String(s.weight)
    draw()
    clearTimeout(s.waiting)
    s.waiting = setTimeout(() => {
      place.put(inLink())
      s.send("view", { weight: String(s.weight), squeeze: s.squeeze })
    }, REST)
  }
  root.addEventListener(
    "input",
    ({ target }) => {
      const typed = target.value === "" ? Number.NaN : +target.value
      if (Number.isFinite(typed))
        set({ weight: Math.round(100 * Math.max(-EDGE, Math.min(EDGE, typed))) / 100 })
    },
    { signal: abort.signal },
  )
  // Of what was typed, what is computed with.
  const taken = () => {
    q(".box").value = String(s.weight)
  }
  q(".box").addEventListener("change", taken, { signal: abort.signal })
  root.addEventListener(
    "click",
    ({ target }) => {
      const button = target.closest("button")
      if (button?.dataset.weight) set({ weight: +button.dataset.weight })
      if (button?.dataset.squeeze) set({ squeeze: button.dataset.squeeze })
      if (button?.dataset.scale) set({ scale: button.dataset.scale })
      if (button?.dataset.do === "share") copyAddress(button, live)
    },
    { signal: abort.signal },
  )
  const sizes = new ResizeObserver(() => {
    if (s.data && Math.abs(s.wide - root.clientWidth + 38) > 1) draw()
  })
  sizes.observe(root)
  s.update = (/** @type {Payload} */ data, { setStateValue }) => {
    const first = s.data === null
    Object.assign(s, { data, send: setStateValue, signed: themeOf(root, data.palette).signed })
    if (first) {
      Object.assign(s, { weight: data.weight, squeeze: data.squeeze })
      q(".slide").value = s.weight
      q(".box").value = String(s.weight)
    }
    draw()
  }
  s.dispose = () => {
    place.drop()
    place.leave()
    sizes.disconnect()
    clearTimeout(s.waiting)
    abort.abort()
  }
  return s
}

export default create
