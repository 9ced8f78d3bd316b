// Did it look? Words with and without parts of the photo, which can be painted over here.
//
// Python knows the probabilities. What is painted belongs to the browser while a stroke lasts and
// until Python has answered it; another photo or sentence brings its own.

import { make } from "../../../../web/shared/element.js"
import { percent } from "../../../../web/shared/format.js"
import { gridElement } from "../../../../web/shared/grid.js"
import { setOff } from "../../../../web/shared/off.js"
import { GRID } from "../regions.js"

/**
 * @typedef {object} Payload
 * @property {string} rev Names photo and sentence.
 * @property {string} picture The photo, a data URL.
 * @property {number[]} size Its width and height.
 * @property {string} alt What to call it.
 * @property {string[]} words Words of the sentence.
 * @property {{ name: string, p: number[] }[]} columns What is compared: probability of each word and the end.
 * @property {number[][]} regions Regions each word's look was on.
 * @property {number[]} painted Regions the visitor painted over.
 * @property {string} says What the network says of the painted photo.
 * @property {number} at Word that is selected first.
 * @property {number[]} paint Colour of paint: red, green, blue.
 */

/** A probability under this share of the one with the photo has fallen. */
const FELL = 0.5

const create = root => {
  const abort = new AbortController()
  const on = (target, type, listener) =>
    target.addEventListener(type, listener, { signal: abort.signal })
  const q = name => root.querySelector(name)
  const grid = gridElement(GRID),
    place = q(".cells-over")
  place.append(...grid.children)
  place.style.setProperty("--side", String(GRID))
  const cells = [...place.querySelectorAll(".cell")]
  /** @type {{ data: Payload | null, painted: Set<number>, waiting: string, stroke: boolean | null, at: number, trigger: (name: string, value: unknown) => void }} */
  const s = { data: null, painted: new Set(), waiting: "", stroke: null, at: 0, trigger: () => {} }
  const now = () => [...s.painted].sort((a, b) => a - b)
  const text = regions => regions.join(".")

  const tell = () => {
    s.waiting = text(now())
    s.trigger("act", { do: "paint", regions: now() })
  }
  const draw = () => {
    const look = new Set(s.data.regions[s.at] ?? [])
    cells.forEach((cell, n) => {
      cell.setAttribute("aria-selected", String(s.painted.has(n)))
      cell.classList.toggle("look", look.has(n))
    })
    setOff(q('[data-do="clear"]'), !s.painted.size)
    for (const row of root.querySelectorAll("tbody button"))
      row.setAttribute("aria-pressed", String(+row.dataset.t === s.at))
  }
  const put = (n, on) => {
    if (on) s.painted.add(n)
    else s.painted.delete(n)
    draw()
  }
  const under = event => {
    const box = place.getBoundingClientRect()
    const x = Math.floor(((event.clientX - box.left) / box.width) * GRID),
      y = Math.floor(((event.clientY - box.top) / box.height) * GRID)
    return x >= 0 && y >= 0 && x < GRID && y < GRID ? y * GRID + x : -1
  }
  on(place, "pointerdown", event => {
    const n = under(event)
    if (n < 0 || event.button) return
    s.stroke = !s.painted.has(n)
    place.setPointerCapture(event.pointerId)
    put(n, s.stroke)
  })
  on(place, "pointermove", event => {
    if (s.stroke === null) return
    const n = under(event)
    if (n >= 0 && s.painted.has(n) !== s.stroke) put(n, s.stroke)
  })
  const end = () => {
    if (s.stroke === null) return
    s.stroke = null
    tell()
  }
  on(place, "pointerup", end)
  on(place, "pointercancel", end)
  const focus = n => {
    cells.forEach((cell, k) => {
      cell.tabIndex = k === n ? 0 : -1
    })
    cells[n].focus()
  }
  on(place, "keydown", event => {
    const n = cells.indexOf(event.target),
      by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
        event.key
      ]
    if (n < 0 || (!by && event.key !== " " && event.key !== "Enter")) return
    event.preventDefault()
    event.stopPropagation()
    if (!by) {
      put(n, !s.painted.has(n))
      tell()
      return
    }
    const clamp = value => Math.max(0, Math.min(GRID - 1, value))
    focus(clamp(Math.floor(n / GRID) + by[1]) * GRID + clamp((n % GRID) + by[0]))
  })
  on(root, "click", event => {
    const button = event.target.closest("button")
    if (!button) return
    if (button.dataset.t) {
      s.at = +button.dataset.t
      draw()
    }
    if (button.dataset.do === "clear") {
      s.painted = new Set()
      draw()
      tell()
    }
    if (button.dataset.do === "take") {
      s.painted = new Set(s.data.regions[s.at])
      draw()
      tell()
    }
  })

  const cellOf = (p, first, before) => {
    const cell = make("td", first ? "first" : p < FELL * before ? "fell" : "")
    cell.style.setProperty("--p", p.toFixed(4))
    cell.append(make("span", "", percent(p)))
    return cell
  }
  const rowOf = (word, t, columns) => {
    const row = make("tr"),
      head = make("th"),
      name = make("button", "", word)
    name.type = "button"
    name.dataset.t = t
    head.scope = "row"
    head.append(name)
    row.append(head, ...columns.map(({ p }, k) => cellOf(p[t], !k, columns[0].p[t])))
    return row
  }
  const fill = data => {
    const head = ["", ...data.columns.map(column => column.name)].map(name => {
      const cell = make("th", "", name)
      cell.scope = "col"
      return cell
    })
    q("thead tr").replaceChildren(...head)
    const focused = root.getRootNode().activeElement?.dataset?.t
    q("tbody").replaceChildren(
      ...[...data.words, "■"].map((word, t) => rowOf(word, t, data.columns)),
    )
    if (focused) q(`tbody button[data-t="${focused}"]`)?.focus()
    q(".says").hidden = !data.says
    q(".says").replaceChildren("Now it says: ", make("b", "", data.says))
  }

  return {
    update(data, { setTriggerValue: trigger }) {
      s.trigger = trigger
      const other = data.rev !== s.data?.rev,
        sent = text(data.painted)
      if (other) {
        s.at = data.at
        s.waiting = ""
        s.stroke = null
      }
      s.data = data
      // What is older than the last stroke says nothing of it.
      if (s.stroke === null && (other || !s.waiting || s.waiting === sent)) {
        s.painted = new Set(data.painted)
        s.waiting = ""
      }
      const image = q(".frame img"),
        frame = q(".frame")
      if (image.src !== data.picture) image.src = data.picture
      image.alt = data.alt
      frame.style.setProperty("--shape", `${data.size[0]} / ${data.size[1]}`)
      frame.style.setProperty("--ratio", Math.min(1, data.size[0] / data.size[1]))
      root.style.setProperty("--paint", `rgb(${data.paint.join(" ")})`)
      q('[data-do="take"]').hidden = !data.regions.length
      if (!cells.some(cell => cell.tabIndex === 0)) cells[0].tabIndex = 0
      fill(data)
      draw()
    },
    dispose: () => abort.abort(),
  }
}

export default create
