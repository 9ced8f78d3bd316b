// Letters that are moved to another place.

import { enlarged } from "./presented.js"

/** Drag a letter by its handle to another place; arrow keys on the handle do the same. */
export const makeMover = (root, drawing, on, redraw) => {
  let drag = null
  const centres = () =>
    [...root.querySelectorAll(".column")].map(c => {
      const b = c.getBoundingClientRect()
      return b.left + b.width / 2
    })
  const goal = x => {
    const others = centres().filter((_, k) => k !== drag.k)
    return others.filter(centre => centre < x).length
  }
  on(root, "pointerdown", event => {
    const handle = event.target.closest?.(".handle")
    if (!handle || event.button !== 0) return
    event.preventDefault()
    const column = handle.closest(".column")
    drag = { id: event.pointerId, k: +column.dataset.k, x: event.clientX, column, handle }
    handle.setPointerCapture(event.pointerId)
    handle.focus({ preventScroll: true })
    column.classList.add("dragged")
  })
  on(root, "pointermove", event => {
    if (!drag || event.pointerId !== drag.id) return
    drag.column.style.transform = `translateX(${(event.clientX - drag.x) / enlarged(drag.column)}px)`
    const to = goal(event.clientX)
    root.querySelectorAll(".column").forEach(column => {
      const k = +column.dataset.k
      column.classList.toggle("make-room-left", k !== drag.k && k < drag.k && k >= to)
      column.classList.toggle("make-room-right", k !== drag.k && k > drag.k && k <= to)
    })
  })
  const drop = event => {
    if (!drag || event.pointerId !== drag.id) return
    const { k, column } = drag,
      to = event.type === "pointerup" ? goal(event.clientX) : k
    column.style.transform = ""
    for (const c of root.querySelectorAll(".column"))
      c.classList.remove("dragged", "make-room-left", "make-room-right")
    drag = null
    if (to !== k) {
      drawing.move(k, to)
      redraw()
    }
  }
  on(root, "pointerup", drop)
  on(root, "pointercancel", drop)
  on(root, "keydown", event => {
    const handle = event.target.closest?.(".handle")
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (!handle || !by) return
    event.preventDefault()
    event.stopPropagation()
    const k = +handle.closest(".column").dataset.k,
      to = k + by
    if (to < 0 || to >= drawing.grids.length) return
    drawing.move(k, to)
    redraw()
    root.querySelector(`.column[data-k="${to}"] .handle`)?.focus({ preventScroll: true })
  })
  return {
    get busy() {
      return drag !== null
    },
  }
}
