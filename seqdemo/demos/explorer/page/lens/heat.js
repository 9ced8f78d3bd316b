// All units over all steps as one picture, and the selected unit's lines below it. One pixel a value
// is computed once; scrolling only copies from it. What changes at every step, the frame around it,
// is an element that moves, and what changes with the unit are the lines and a frame: thousands of
// steps stay smooth.

import { visible } from "../../../../web/shared/format.js"
import { placeIn, sharpness } from "../../../../web/shared/presented.js"
import { makeScaled, paintHeat } from "./heat_image.js"
import { put, sheet } from "./sheet.js"
import { drawLetter, drawLines, FOOT, LINES } from "./unit_lines.js"

const GAP = 10,
  WIDEST = 110,
  LETTER_COLUMN = 13

export const makeHeat = (scroll, on, actions) => {
  const q = name => scroll.querySelector(name)
  const room = q(".room"),
    pin = q(".pin"),
    heat = q("canvas.heat"),
    lines = q("canvas.lines"),
    source = document.createElement("canvas")
  const scaled = makeScaled(source)
  const v = { layer: null, at: 0, unit: 0, span: null, zoom: false, high: 372, width: 0, left: 0 }

  const geometry = () => {
    const { width, left } = v,
      { steps, size } = v.layer
    const fit = Math.min(WIDEST, width / steps),
      column = v.zoom ? Math.max(LETTER_COLUMN, fit) : fit
    const row = size > v.high ? v.high / size : Math.min(14, Math.max(1, Math.round(v.high / size)))
    const tall = row * size
    return {
      width,
      column,
      row,
      tall,
      lines: tall + GAP,
      height: tall + GAP + LINES + FOOT,
      left,
      ratio: sharpness(),
    }
  }
  /** @returns {[number, number]} First and last step. */
  const inSight = g => [
    Math.max(0, Math.floor(g.left / g.column)),
    Math.min(v.layer.steps - 1, Math.ceil((g.left + g.width) / g.column)),
  ]

  // ---- the picture -----------------------------------------------------------------------------
  const drawHeat = (pen, g) => {
    const { steps } = v.layer,
      [first, last] = inSight(g),
      image = scaled(v, g),
      wide = image.width / steps
    pen.imageSmoothingEnabled = false
    pen.drawImage(
      image,
      first * wide,
      0,
      (last - first + 1) * wide,
      image.height,
      first * g.column - g.left,
      0,
      (last - first + 1) * g.column,
      g.tall,
    )
    for (const edge of v.groups) {
      pen.fillStyle = v.colours.paper
      pen.fillRect(0, edge * g.row - 0.5, g.column * steps - g.left, 1.5)
    }
    for (const unit of v.marked) {
      pen.fillStyle = v.colours.mark
      pen.fillRect(
        g.column * steps - g.left - 7,
        v.place[unit] * g.row - 1,
        7,
        Math.max(2.5, g.row),
      )
    }
  }

  // ---- onto the page ---------------------------------------------------------------------------
  const asked = { frame: 0, heat: false, lines: false }
  const place = g => {
    const { steps } = v.layer,
      now = q(".now"),
      shade = q(".shade"),
      label = v.labels[v.at] ?? ""
    const wide = Math.max(v.width - 1, g.column * steps),
      left = v.at * g.column - 0.5,
      name = now.firstChild
    put(now, left, 0, Math.max(2, g.column) + 1, g.lines + LINES)
    name.textContent = visible(label.slice(0, Math.max(7, Math.floor(g.column / 8))))
    // At either end the letter stays within the picture, or it would be cut, or widen it.
    const half = 5 + 5 * name.textContent.length
    name.style.left = `${Math.max(half, Math.min(wide - half, left + g.column / 2)) - left}px`
    put(q(".row"), 0, v.place[v.unit] * g.row - 1, g.column * steps, Math.max(2, g.row) + 1)
    shade.hidden = !v.span
    if (v.span)
      put(shade, v.span[0] * g.column, 0, (v.span[1] - v.span[0] + 1) * g.column, g.lines + LINES)
  }
  const draw = () => {
    asked.frame = 0
    if (!v.layer || !v.width) return
    const g = geometry()
    place(g)
    if (asked.heat) {
      drawHeat(sheet(heat, g, g.tall), g)
      lines.style.marginTop = `${GAP}px`
      scroll.dataset.pictures = +(scroll.dataset.pictures ?? 0) + 1
    }
    if (asked.lines) drawLines(sheet(lines, g, LINES + FOOT), g, v, inSight(g))
    asked.heat = asked.lines = false
  }
  const soon = what => {
    Object.assign(asked, what)
    if (!asked.frame) asked.frame = requestAnimationFrame(draw)
  }
  const everything = { heat: true, lines: true }
  const measure = () => {
    v.width = scroll.clientWidth
    v.sharp = sharpness()
    if (!v.layer || !v.width) return
    room.style.width = `${Math.max(v.width - 1, geometry().column * v.layer.steps)}px`
    pin.style.width = `${v.width}px`
    v.left = scroll.scrollLeft
    soon(everything)
  }

  // ---- from the visitor ------------------------------------------------------------------------
  const hit = event => {
    if (!v.layer) return null
    const g = geometry(),
      [left, y] = placeIn(heat, event)
    const t = Math.floor((left + g.left) / g.column)
    if (t < 0 || t >= v.layer.steps) return null
    return {
      t,
      unit: y >= 0 && y < g.tall ? v.order[Math.min(v.layer.size - 1, Math.floor(y / g.row))] : -1,
    }
  }
  const dragged = { from: -1, moved: false }
  on(scroll, "scroll", () => {
    v.left = scroll.scrollLeft
    soon(everything)
  })
  on(pin, "pointerdown", event => {
    dragged.from = hit(event)?.t ?? -1
    dragged.moved = false
  })
  on(pin, "pointermove", event => {
    const found = hit(event)
    actions.hover(found, event)
    if (!v.spans || dragged.from < 0 || !found || !(event.buttons & 1)) return
    if (found.t !== dragged.from || dragged.moved) {
      dragged.moved = true
      actions.span([Math.min(found.t, dragged.from), Math.max(found.t, dragged.from)])
    }
  })
  on(pin, "pointerup", () => {
    if (dragged.moved) actions.spanned()
    dragged.from = -1
  })
  on(pin, "click", event => {
    const found = hit(event)
    if (found && !dragged.moved) actions.click(found)
  })
  on(pin, "pointerleave", event => actions.hover(null, event))
  return {
    /** Another step, and perhaps another unit. */
    select(at, unit) {
      const other = unit !== v.unit
      Object.assign(v, { at, unit })
      if (v.layer) soon(other ? { lines: true } : {})
    },
    mark(span) {
      v.span = span
      if (v.layer) soon({})
    },
    update(view) {
      Object.assign(v, view)
      pin.classList.toggle("spans", Boolean(v.spans))
      if (!v.layer) return
      if (view.picture) {
        paintHeat(source, v.layer, v.picture, v.order, v.table, v.most)
        v.version = (v.version ?? 0) + 1
      }
      measure()
    },
    /** Bring a step into view; draws everything if the panel has another width, or other pixels. */
    follow(t) {
      if (scroll.clientWidth !== v.width || sharpness() !== v.sharp) measure()
      if (!v.layer || !v.width) return
      const g = geometry(),
        left = t * g.column
      if (g.column * v.layer.steps <= g.width + 1) return // all of it is in view
      if (left < g.left + 20 || left > g.left + g.width - 40) scroll.scrollLeft = left - g.width / 2
    },
    /** The whole picture on a canvas of its own, as it is on screen or as wide as its letters. */
    still() {
      const copy = document.createElement("canvas"),
        g = { ...geometry(), left: 0, ratio: 2 }
      g.width = Math.min(8000, g.column * v.layer.steps)
      copy.width = Math.round(g.width * g.ratio)
      copy.height = Math.round(g.height * g.ratio)
      const pen = copy.getContext("2d")
      pen.fillStyle = v.colours.paper
      pen.fillRect(0, 0, copy.width, copy.height)
      pen.setTransform(g.ratio, 0, 0, g.ratio, 0, 0)
      drawHeat(pen, g)
      pen.strokeStyle = v.colours.ink
      pen.lineWidth = 1
      pen.strokeRect(
        -2,
        v.place[v.unit] * g.row - 1,
        g.column * v.layer.steps + 4,
        Math.max(2, g.row) + 1,
      )
      if (v.span) {
        pen.fillStyle = v.colours.shade
        pen.fillRect(
          v.span[0] * g.column,
          0,
          (v.span[1] - v.span[0] + 1) * g.column,
          g.lines + LINES,
        )
      }
      pen.lineWidth = 1.6
      pen.strokeRect(v.at * g.column - 0.5, 0.5, Math.max(2, g.column) + 1, g.lines + LINES - 1)
      pen.translate(0, g.lines)
      drawLines(pen, g, v, inSight(g))
      if (g.column < 9) {
        pen.textAlign = "center"
        pen.font = `700 15px Georgia, "DejaVu Serif", serif`
        pen.fillStyle = v.colours.ink
        drawLetter(pen, g, v.labels[v.at], v.at, 60)
      }
      return { canvas: copy, width: g.width, height: g.height }
    },
  }
}
