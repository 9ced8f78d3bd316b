// Letters that are moved to another place.

import { enlarged } from "./presented.js"

/** Pixels from a strip's edge in which a dragged letter has it scroll, and how far in a frame. */
const EDGE = 56,
  FASTEST = 14

/** How strongly a pointer at `x` pulls a frame to a side: -1 to 1. */
const pullAt = (x, { left, right }) => {
  if (x < left + EDGE) return -Math.min(1, (left + EDGE - x) / EDGE)
  return x > right - EDGE ? Math.min(1, (x - right + EDGE) / EDGE) : 0
}

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
    const strip = column.closest(".scroll") ?? root
    drag = {
      id: event.pointerId,
      k: +column.dataset.k,
      x: event.clientX,
      column,
      strip,
      pulling: 0,
    }
    drag.left = strip.scrollLeft
    drag.most = strip.scrollWidth - strip.clientWidth // before the letter itself makes it wider
    handle.setPointerCapture(event.pointerId)
    handle.focus({ preventScroll: true })
    column.classList.add("dragged")
  })
  const place = () => {
    const by = (drag.at - drag.x) / enlarged(drag.column) + drag.strip.scrollLeft - drag.left
    drag.column.style.transform = `translateX(${by}px)`
    const to = goal(drag.at)
    root.querySelectorAll(".column").forEach(column => {
      const k = +column.dataset.k
      column.classList.toggle("make-room-left", k !== drag.k && k < drag.k && k >= to)
      column.classList.toggle("make-room-right", k !== drag.k && k > drag.k && k <= to)
    })
  }
  /** Scroll on, frame by frame, as long as the letter is held at an edge. */
  const pull = () => {
    if (!drag) return
    const { strip, at } = drag,
      before = strip.scrollLeft
    const to = before + Math.round(FASTEST * pullAt(at, strip.getBoundingClientRect()))
    strip.scrollLeft = Math.min(drag.most, to)
    drag.pulling = strip.scrollLeft === before ? 0 : requestAnimationFrame(pull)
    place()
  }
  on(root, "pointermove", event => {
    if (!drag || event.pointerId !== drag.id) return
    drag.at = event.clientX
    if (drag.pulling) place()
    else pull()
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
