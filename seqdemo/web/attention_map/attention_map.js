// Attention as a table: a row for each word that is said, a column for each that is read. The row
// moves with the `steps` beside it; a click on a cell asks Python to have the network look there.

import { make } from "../shared/element.js"
import { percent } from "../shared/format.js"
import { keepTall } from "../shared/keep_tall.js"
import { themeOf } from "../shared/theme.js"
import { makeTip } from "../shared/tip.js"
import { scaled } from "../shared/trace.js"
import { makeFollower } from "../steps/upstream.js"

/**
 * What Python sends: `attention_map` in __init__.py.
 * @typedef {{light: string[], dark: string[]}} Palettes
 * @typedef {object} Payload
 * @property {string[]} said What is said at each step.
 * @property {string[]} source Names of the positions.
 * @property {any} weights Packed shares, row by row.
 * @property {number} step Row shown first.
 * @property {number[] | null} pinned Step and position that was chosen by hand.
 * @property {boolean} pins Whether a position can be chosen.
 * @property {string} title Heading.
 * @property {string} note Below the table.
 * @property {string} follows Key of the `steps` beside it.
 * @property {Palettes} palette Diverging colours.
 */

const create = root => {
  const abort = new AbortController()
  const on = (target, type, listener) =>
    target.addEventListener(type, listener, { signal: abort.signal })
  const q = name => root.querySelector(name),
    table = q("table"),
    tip = makeTip(root),
    tall = keepTall(root) // another translation of the sentence may have fewer rows
  const s = {
    t: 0,
    at: [0, 0],
    shown: "",
    data: null,
    values: new Float32Array(),
    trigger: (_name, _value) => {},
  }

  const share = (t, n) => s.values[t * s.data.source.length + n]
  const words = (t, n) => `${s.data.said[t]} looks at ${s.data.source[n]}: ${percent(share(t, n))}`
  const show = t => {
    s.t = t
    for (const row of table.querySelectorAll("tbody tr")) {
      row.classList.toggle("now", +row.dataset.t === t)
      row.classList.toggle("later", +row.dataset.t > t)
    }
    const row = t < 0 ? [] : s.data.source.map((_, n) => share(t, n)),
      most = Math.max(...row)
    for (const head of table.querySelectorAll("thead th[data-n]"))
      head.classList.toggle("looked", t >= 0 && row[+head.dataset.n] === most)
    root.dataset.at = String(t)
  }
  const mark = () => {
    for (const cell of table.querySelectorAll("td"))
      cell.classList.toggle("at", +cell.dataset.t === s.at[0] && +cell.dataset.n === s.at[1])
  }
  const headOf = () => {
    const head = make("tr")
    head.append(
      make("td", "corner"),
      ...s.data.source.map((name, n) => {
        const cell = make("th")
        cell.scope = "col"
        cell.dataset.n = n
        cell.append(make("span", "", name))
        return cell
      }),
    )
    head.firstChild.style.cssText = "background: none; cursor: default; box-shadow: none"
    return head
  }
  const rowOf = (name, t, signed) => {
    const row = make("tr"),
      label = make("th", "", name)
    row.dataset.t = t
    label.scope = "row"
    label.title = "Go to this step"
    row.append(
      label,
      ...s.data.source.map((_, n) => {
        const cell = make("td")
        cell.dataset.t = t
        cell.dataset.n = n
        cell.style.setProperty("--share", signed(share(t, n)))
        cell.classList.toggle(
          "pinned",
          s.data.pinned !== null && s.data.pinned[0] === t && s.data.pinned[1] === n,
        )
        return cell
      }),
    )
    return row
  }
  const draw = signed => {
    const head = make("thead"),
      body = make("tbody")
    head.append(headOf())
    body.append(...s.data.said.map((name, t) => rowOf(name, t, signed)))
    table.replaceChildren(head, body)
    table.style.setProperty("--columns", String(s.data.source.length))
    table.setAttribute("aria-label", "Attention; arrow keys move, Enter has the network look there")
  }
  const follower = makeFollower(on, show)
  const pin = (step, position) => {
    if (s.data.pins) s.trigger("pin", { step, position })
  }

  // ---- from the visitor ------------------------------------------------------------------------
  const cellOf = event => event.target.closest?.("td[data-n]")
  on(table, "click", event => {
    const cell = cellOf(event),
      row = event.target.closest("tbody tr")
    if (cell) pin(+cell.dataset.t, +cell.dataset.n)
    else if (row) follower.go(+row.dataset.t)
  })
  on(table, "pointermove", event => {
    const cell = cellOf(event)
    tip(cell ? words(+cell.dataset.t, +cell.dataset.n) : "", event)
  })
  on(table, "pointerleave", event => tip("", event))
  on(table, "keydown", event => {
    const [down, right] = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    }[event.key] ?? [0, 0]
    if (event.key === "Enter") pin(...s.at)
    else if (!down && !right) return
    s.at = [
      Math.min(Math.max(0, s.at[0] + down), s.data.said.length - 1),
      Math.min(Math.max(0, s.at[1] + right), s.data.source.length - 1),
    ]
    mark()
    q(".sr").textContent = words(...s.at)
    event.preventDefault()
    event.stopPropagation()
  })
  on(q('[data-do="release"]'), "click", () => s.trigger("pin", { step: null }))

  return {
    update: (/** @type {Payload} */ data, { setTriggerValue: trigger }) => {
      s.trigger = trigger
      const { dark, palette, signed } = themeOf(root, data.palette),
        shown = JSON.stringify([data.weights, data.said, data.source, data.pinned, dark])
      root.style.setProperty("--none", palette[1])
      root.style.setProperty("--all", palette[2])
      if (s.data && `${s.data.source}` !== `${data.source}`) tall.free()
      s.data = data
      q(".what").textContent = data.title
      q(".note").textContent = data.note
      q(".most").textContent = `0 to ${percent(1)}`
      q('[data-do="release"]').hidden = data.pinned === null
      if (shown !== s.shown) {
        s.values = scaled(data.weights)
        s.at = [Math.max(0, data.step), 0]
        draw(signed)
        mark()
        show(data.step)
      }
      s.shown = shown
      follower.follow(data.follows)
    },
    dispose: () => {
      tall.dispose()
      abort.abort()
    },
  }
}

export default create
