// The network unrolled: one column a step, one tile a layer and kind of value. Only columns in
// sight, and a few beside them, are on the page: hundreds of steps scroll as smoothly as ten.

import { make } from "../shared/element.js"
import { number, percent } from "../shared/format.js"
import { scrollTo } from "../shared/motion.js"
import { drawTile, stateAt, unitAt } from "../shared/tile.js"
import { NAMES, valueAt } from "../shared/trace.js"
import { lookElement } from "./look.js"
import { numbersElement, numberUnder } from "./numbers.js"
import { MEANINGS, rowName } from "./row_name.js"
import { layerName, rowsOf } from "./rows.js"
import { BESIDE, LEAST } from "./sizes.js"
import { slotElement, slotWords } from "./slots.js"
import { columnFrame, isVeiled, turnVeil, veiledColumn } from "./veil.js"

const SPARE = 2,
  ROUND_FROM = 6,
  ROUND_UP_TO = 300,
  ROOM = 56

/** First and last column in sight, and some to spare. */
const inSight = (left, width, wide, count) => [
  Math.max(0, Math.floor(left / wide) - SPARE),
  Math.min(count - 1, Math.ceil((left + width) / wide) + SPARE),
]

export const makeColumns = ({ scroll, columns, names }, on, actions) => {
  /** @type {any} */
  const v = { rows: [], shown: new Map(), t: 0, wide: LEAST, least: LEAST, hovered: [-1, -1] }

  // ---- one column ------------------------------------------------------------------------------
  const stripElement = (row, t) => {
    const layer = v.layers[row.depth]
    if (layer.numbers) return numbersElement(layer, row, t, v.paints[row.depth][row.name].colour)
    const box = make("div", "strip"),
      canvas = make("canvas", "tile")
    Object.assign(canvas.dataset, { depth: row.depth, name: row.name })
    if (row.first)
      box.append(make("span", "flow", v.layers[row.depth].direction === "backward" ? "←" : "→"))
    box.append(canvas)
    return box
  }
  const cellOf = (row, t) => {
    const column = v.columns[t]
    if (row.kind === "strip") return stripElement(row, t)
    if (row.kind === "look") return lookElement(v.attention, v.signed, t)
    if (row.kind === "note") return make("div", "note", column.note)
    const slot = make("div", row.kind)
    if (row.kind === "arrow") slot.append(make("div", "up"))
    else if (column[row.kind])
      slot.append(
        slotElement(column[row.kind], {
          ...v.shared[row.kind],
          pick: v.picks && row.kind === "output" ? label => actions.pick(t, label) : null,
        }),
      )
    return slot
  }
  const columnOf = t => {
    if (isVeiled(v, t)) return veiledColumn(t, v)
    const column = columnFrame(t, v)
    const says = slotWords(v.columns[t].output)
    column.setAttribute(
      "aria-label",
      `Step ${t + 1} of ${v.columns.length}: ${v.labels[t] || slotWords(v.columns[t].input)}${says && `; says ${says}`}`,
    )
    column.append(...v.rows.map(row => cellOf(row, t)))
    return column
  }
  const dress = (column, t) => {
    column.classList.toggle("now", t === v.t)
    column.classList.toggle("later", t > v.t)
    if (t === v.t) column.setAttribute("aria-current", "step")
    else column.removeAttribute("aria-current")
    column.style.setProperty("--look", v.looked ? v.looked[t].toFixed(4) : 0)
    for (const button of column.querySelectorAll("button")) button.tabIndex = t === v.t ? 0 : -1
  }
  const tileView = (depth, name, t) => {
    const { order, side, size, px: cell } = v.layers[depth],
      paint = v.paints[depth][name],
      where = layerName(v.layers, depth)
    const mine = unit => (depth === v.depth ? unit : -1)
    return {
      name: `${NAMES[name] ?? name}${where && `, ${where}`} at step ${t + 1}`,
      order,
      side,
      cell,
      ink: v.ink,
      selected: mine(v.unit),
      hovered: v.hovered[0] === depth ? v.hovered[1] : -1,
      ...(cell >= ROUND_FROM && size <= ROUND_UP_TO
        ? { colour: paint.colour }
        : { table: paint.table }),
    }
  }
  const drawTiles = (column, t) => {
    for (const canvas of column.querySelectorAll(".tile")) {
      const { depth, name } = canvas.dataset
      drawTile(canvas, stateAt(v.layers[depth], name, t), tileView(+depth, name, t))
    }
  }

  // ---- those in sight --------------------------------------------------------------------------
  const settle = () => {
    if (!v.columns) return
    const zoom = columns.currentCSSZoom ?? 1 // on paper all columns are in sight
    const [first, last] = inSight(
      scroll.scrollLeft / zoom,
      scroll.clientWidth / zoom,
      v.wide,
      v.columns.length,
    )
    for (const [t, column] of v.shown)
      if (t < first || t > last) {
        column.remove()
        v.shown.delete(t)
      }
    for (let t = last; t >= first; t--) {
      if (v.shown.has(t)) continue
      const column = columnOf(t)
      dress(column, t)
      drawTiles(column, t)
      columns.insertBefore(column, v.shown.get(t + 1) ?? null)
      v.shown.set(t, column)
    }
  }
  const nameOf = row => {
    if (row.kind !== "strip")
      return make(
        "div",
        "row-name",
        { output: v.outputName, look: "where it looks", input: "input" }[row.kind] ?? "",
      )
    const box = make("div", "row"),
      layer = row.first ? layerName(v.layers, row.depth) : ""
    if (layer) box.append(make("b", "row-name", layer))
    box.append(rowName(row.name, v.layers[row.depth].most[row.name] ?? 1))
    box.title = MEANINGS[row.name]
    return box
  }
  const lay = () => {
    v.rows = rowsOf(v)
    const needed = Math.max(v.least, ...v.layers.map(layer => layer.side * layer.px + BESIDE))
    v.wide = Math.max(
      needed,
      Math.min(needed + ROOM, Math.floor((scroll.clientWidth - 2) / v.columns.length)),
    )
    const template = v.rows.map(row => `${row.tall}px`).join(" ")
    for (const part of [columns, names]) part.style.setProperty("--rows", template)
    columns.style.setProperty("--column", `${v.wide}px`)
    columns.style.width = `${v.wide * v.columns.length}px`
    columns.style.height = `${v.rows.reduce((sum, row) => sum + row.tall, 0) + 12}px`
    names.replaceChildren(...v.rows.map(nameOf))
    columns.replaceChildren()
    v.shown.clear()
    settle()
  }

  // ---- from the visitor ------------------------------------------------------------------------
  const hit = event => {
    const column = event.target.closest?.(".column"),
      tile = event.target.closest?.(".tile"),
      plain = numberUnder(event.target)
    if (!column) return null
    if (plain) return { t: +column.dataset.t, look: null, ...plain }
    const depth = tile ? +tile.dataset.depth : -1,
      unit = tile ? unitAt(tile, event, { ...v.layers[depth], cell: v.layers[depth].px }) : -1
    return {
      t: +column.dataset.t,
      depth,
      unit,
      name: tile?.dataset.name,
      look: event.target.closest(".look"),
    }
  }
  const sourceUnder = (look, event) => {
    const box = look.getBoundingClientRect(),
      n = Math.floor(((event.clientX - box.left) / box.width) * v.attention.source.length)
    return Math.max(0, Math.min(v.attention.source.length - 1, n))
  }
  const wordsOf = ({ t, depth, unit, name, look, plain = false }, event) => {
    if (plain) return "" // the number can be read
    if (look) {
      const n = sourceUnder(look, event)
      return `looks at ${v.attention.source[n]}: ${percent(v.attention.values[t * v.attention.source.length + n])}`
    }
    if (unit < 0) return ""
    const where = layerName(v.layers, depth)
    return `${NAMES[name]}, unit ${unit}${where && ` of ${where}`}, step ${t + 1}: ${number(valueAt(v.layers[depth], name, t, unit))}`
  }
  const hover = (found, event) => {
    actions.tip(found ? wordsOf(found, event) : "", event)
    const now = found?.unit >= 0 ? [found.depth, found.unit] : [-1, -1]
    if (now.join() === v.hovered.join()) return
    v.hovered = now
    for (const [t, column] of v.shown) drawTiles(column, t)
  }
  on(columns, "pointermove", event => hover(hit(event), event))
  on(columns, "pointerleave", event => hover(null, event))
  on(columns, "click", event => {
    const found = hit(event)
    if (found) actions.click(found)
  })
  const asked = { frame: 0 }
  on(scroll, "scroll", () => {
    asked.frame ||= requestAnimationFrame(() => {
      asked.frame = 0
      settle()
    })
  })

  return {
    /** Everything anew: {columns, labels, layers, paints, strips, attention, shared, picks, unit, depth, ink, signed, outputName, veil}. */
    update(view) {
      Object.assign(v, view)
      if (v.looked?.length !== v.columns.length) v.looked = null // of another text, before this one
      lay()
    },
    select(depth, unit) {
      Object.assign(v, { depth, unit })
      for (const [t, column] of v.shown) drawTiles(column, t)
    },
    show(t) {
      turnVeil(v, t)
      v.t = t
      if (v.veil) settle()
      for (const [n, column] of v.shown) dress(column, n)
    },
    /** How much of a decoder's attention each column gets; null for none. */
    lookedAt(weights) {
      v.looked = v.columns && weights?.length !== v.columns.length ? null : weights
      for (const [n, column] of v.shown) dress(column, n)
    },
    follow(t, smooth = true) {
      if (!v.columns || scroll.scrollWidth <= scroll.clientWidth + 1) return
      const left = (t + 0.5) * v.wide - scroll.clientWidth / 2
      if (smooth) scrollTo(scroll, left)
      else scroll.scrollLeft = left
    },
    settle,
  }
}
