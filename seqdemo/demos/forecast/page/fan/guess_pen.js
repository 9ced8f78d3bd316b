// A curve drawn ahead of a series, with a finger, a mouse or the arrow keys, before any other is shown.

import { significant } from "../../../../web/shared/format.js"
import { shape } from "../../../../web/shared/shape.js"
import { path } from "./scales.js"

/** Part of the picture's height by which an arrow key moves the curve. */
const NUDGE = 0.02

/** A curve without gaps: straight between what was drawn, from `start`, the last known value. */
export const filled = (values, start) => {
  const out = [...values],
    there = out.flatMap((value, n) => (value === undefined ? [] : [n]))
  let from = -1
  for (const to of [...there, out.length]) {
    const before = from < 0 ? start : out[from],
      after = to < out.length ? out[to] : before
    for (let n = from + 1; n < to; n++)
      out[n] = before + ((after - before) * (n - from)) / (to - from)
    from = to
  }
  return out
}

/**
 * A pen over the picture; `data()` and `drawn()` are what it shows, `send(values)` commits the curve.
 */
export const makeGuessPen = ({ stage, main, pen, keep, signal }, { data, drawn, send }) => {
  const s = { about: "", values: /** @type {(number | undefined)[]} */ ([]), at: 0, last: null }
  const known = () => data().values.at(-1)
  const isOn = () => Boolean(data()?.veil)

  const show = () => {
    main.querySelector(".own")?.remove()
    const { horizon, origin, first, labels } = data(),
      curve = filled(s.values, known()),
      begun = s.values.some(value => value !== undefined)
    keep.disabled = !begun
    pen.setAttribute("aria-label", `Your forecast for ${labels[origin - first + s.at]}`)
    pen.setAttribute("aria-valuenow", String(s.at + 1))
    pen.setAttribute("aria-valuemax", String(horizon))
    pen.setAttribute("aria-valuetext", significant(curve[s.at]))
    const points = curve.map((value, n) => drawn().pointOf(origin + n, value))
    const group = shape("g", { class: "own" }, main)
    if (begun) shape("path", { d: path([drawn().pointOf(origin - 1, known()), ...points]) }, group)
    const [cx, cy] = points[s.at]
    shape("circle", { cx, cy, r: 5 }, group)
  }
  const put = (n, value) => {
    const step = Math.max(0, Math.min(data().horizon - 1, n))
    if (s.last && s.last.step !== step) {
      const by = Math.sign(step - s.last.step)
      for (let k = s.last.step + by; k !== step; k += by)
        s.values[k] =
          s.last.value + ((value - s.last.value) * (k - s.last.step)) / (step - s.last.step)
    }
    s.values[step] = value
    s.last = { step, value }
    s.at = step
    show()
  }
  /** The pointer is at these pixels of the picture. */
  const draw = (left, top) =>
    put(Math.floor(drawn().placeAt(left)) - data().origin, drawn().valueAt(top))

  pen.addEventListener(
    "keydown",
    event => {
      const along = { ArrowLeft: -1, ArrowRight: 1 }[event.key],
        up = { ArrowDown: -NUDGE, ArrowUp: NUDGE, PageDown: -5 * NUDGE, PageUp: 5 * NUDGE }[
          event.key
        ]
      if (along === undefined && up === undefined) return
      event.preventDefault()
      event.stopPropagation()
      s.last = null
      if (along) {
        s.at = Math.max(0, Math.min(data().horizon - 1, s.at + along))
        show()
      } else put(s.at, filled(s.values, known())[s.at] + up * drawn().span)
    },
    { signal },
  )
  keep.addEventListener("click", () => send(filled(s.values, known())), { signal })

  return {
    isOn,
    draw,
    /** The finger is lifted. */
    lift: () => {
      s.last = null
    },
    /** New data: another question begins with an empty sheet. */
    update: () => {
      const { title, origin, horizon } = data(),
        about = `${title} ${origin} ${horizon}`
      if (about !== s.about)
        Object.assign(s, { about, values: Array(horizon).fill(undefined), at: 0, last: null })
      pen.hidden = keep.hidden = !isOn()
      stage.classList.toggle("drawing", isOn())
      if (isOn()) show()
    },
  }
}
