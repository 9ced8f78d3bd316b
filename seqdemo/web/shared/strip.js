// A row of grids, drawn in by mouse, pen, finger and keyboard.

import { ROW } from "./drawing.js"
import { paintGrid } from "./grid.js"
import { keepInSight } from "./in_sight.js"
import { centre } from "./motion.js"

export const makeStrip = (root, drawing, on, repaint) => {
  const gridOf = k => root.querySelector(`.column[data-k="${k}"] .grid`)
  const cursor = { k: 0, cell: 24 }
  let stroke = null

  /** @returns {[number, number]} column and row */
  const cellAt = (grid, event) => {
    const first = grid.querySelector(".cell").getBoundingClientRect(),
      all = grid.getBoundingClientRect()
    const inset = first.left - all.left - 0.5,
      size = all.width - 2 * inset
    return [
      Math.floor(((event.clientX - all.left - inset) / size) * ROW),
      Math.floor(((event.clientY - all.top - inset) / size) * ROW),
    ]
  }
  const plot = (x, y) => {
    if (x < 0 || y < 0 || x >= ROW || y >= ROW) return
    if (drawing.set(stroke.k, y * ROW + x, stroke.on))
      paintGrid(stroke.grid, drawing.grids[stroke.k])
  }
  // A fast pointer skips cells: join its samples by a line. Where it was is looked up anew: a grid
  // that something above it has moved, under a pen at rest, is not drawn in.
  const lineTo = sample => {
    const [x0, y0] = cellAt(stroke.grid, stroke.pen),
      [x1, y1] = cellAt(stroke.grid, sample)
    stroke.pen = sample
    if (x1 === x0 && y1 === y0) return
    stroke.tap = false
    const n = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0), 1)
    for (let j = 0; j <= n; j++)
      plot(Math.round(x0 + ((x1 - x0) * j) / n), Math.round(y0 + ((y1 - y0) * j) / n))
  }
  const focusCell = (k, cell, move) => {
    gridOf(cursor.k)?.querySelectorAll(".cell")[cursor.cell]?.setAttribute("tabindex", "-1")
    cursor.k = k
    cursor.cell = cell
    const target = gridOf(k)?.querySelectorAll(".cell")[cell]
    if (!target) return
    target.tabIndex = 0
    if (!move) return
    target.focus({ preventScroll: true })
    // Keys bring the cell out from under the player; under a pointer nothing may move.
    if (!stroke) target.scrollIntoView({ block: "nearest", inline: "nearest" })
  }

  on(root, "pointerdown", event => {
    const grid = event.target.closest?.(".grid")
    if (!grid || stroke || (event.button !== 0 && event.button !== 2)) return
    const at = cellAt(grid, event)
    if (at.some(n => n < 0 || n >= ROW)) return
    event.preventDefault()
    const k = +grid.closest(".column").dataset.k,
      cell = at[1] * ROW + at[0]
    const erase = event.button === 2 || event.shiftKey || strip.erasing
    // A line may start on ink, as the stem of a T does; a click that stays on ink takes it away.
    const tap = !erase && drawing.grids[k][cell] === "1"
    drawing.beginStroke()
    stroke = { id: event.pointerId, k, grid, at, pen: event, on: erase ? "0" : "1", tap }
    grid.setPointerCapture(event.pointerId)
    focusCell(k, cell, true)
    plot(...at)
  })
  on(root, "pointermove", event => {
    if (!stroke || event.pointerId !== stroke.id) return
    const samples = event.getCoalescedEvents?.() ?? []
    for (const sample of samples.length ? samples : [event]) lineTo(sample)
  })
  const lift = event => {
    if (!stroke || event.pointerId !== stroke.id) return
    if (event.type === "pointerup") {
      lineTo(event) // no move may have told of the last cells
      if (stroke.tap) {
        stroke.on = "0"
        plot(...stroke.at)
      }
    }
    stroke = null
    drawing.endStroke()
  }
  on(root, "pointerup", lift)
  on(root, "pointercancel", lift)
  on(root, "contextmenu", event => {
    if (event.target.closest?.(".grid")) event.preventDefault()
  })

  // Scripts and screen readers may focus any cell: the keyboard follows them.
  on(root, "focusin", event => {
    const cell = event.target.closest?.(".cell")
    if (!cell) return
    const grid = cell.closest(".grid")
    if (!stroke && cell.matches(":focus-visible")) keepInSight(cell)
    focusCell(
      +grid.closest(".column").dataset.k,
      [...grid.querySelectorAll(".cell")].indexOf(cell),
      false,
    )
  })
  on(root, "keydown", event => {
    if (!event.target.closest?.(".cell")) return
    const { k, cell } = cursor,
      x = cell % ROW,
      y = Math.floor(cell / ROW),
      last = drawing.grids.length - 1
    const actions = {
      ArrowRight: () =>
        x < ROW - 1 ? focusCell(k, cell + 1, true) : k < last && focusCell(k + 1, y * ROW, true),
      ArrowLeft: () =>
        x > 0 ? focusCell(k, cell - 1, true) : k > 0 && focusCell(k - 1, y * ROW + ROW - 1, true),
      ArrowDown: () => focusCell(k, Math.min(ROW - 1, y + 1) * ROW + x, true),
      ArrowUp: () => focusCell(k, Math.max(0, y - 1) * ROW + x, true),
      Home: () => focusCell(k, y * ROW, true),
      End: () => focusCell(k, y * ROW + ROW - 1, true),
      " ": () => {
        drawing.toggle(k, cell)
        repaint()
      },
      Enter: () => {
        drawing.toggle(k, cell)
        repaint()
      },
      Delete: () => {
        drawing.erase(k)
        repaint()
      },
      Backspace: () => {
        drawing.erase(k)
        repaint()
      },
    }
    if (!actions[event.key] || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    actions[event.key]()
  })

  const strip = {
    erasing: false,
    get busy() {
      return stroke !== null
    },
    /** Add an empty grid at the end, and scroll to it sideways; what was pressed stays in its place. */
    add() {
      drawing.insert(drawing.grids.length)
      centre(root.closest(".scroll"), gridOf(drawing.grids.length - 1)?.closest(".column"))
    },
    cancel() {
      stroke = null
    },
    settle() {
      if (!root.querySelector('.cell[tabindex="0"]'))
        focusCell(Math.min(cursor.k, drawing.grids.length - 1), cursor.cell, false)
    },
  }
  return strip
}
