// The states under the text: one column a character, one tile a kind of value. Only what is seen
// is drawn, so that thousands of columns scroll as smoothly as ten.

import { number, visible } from "../../../../web/shared/format.js"
import { NAMES, valueAt } from "../../../../web/shared/trace.js"
import { placeIn, sharpness } from "../../../../web/shared/presented.js"

const LETTER = 26,
  PAD = 4

/** The selected column in words, for those who cannot see it. */
const said = ({ layer, strips, text, at, unit }) => {
  const named = name => `${NAMES[name]} ${number(valueAt(layer, name, at, unit))}`
  const values = layer.known[at] ? strips.map(named) : []
  return [`Unit ${unit} after “${visible(text[at])}”`, ...values].join(", ")
}

/** What is under the pointer, in words; "" for no unit. */
export const hitWords = (hit, data, layer) => {
  if (!hit || hit.unit < 0) return ""
  const value = number(valueAt(layer, hit.name, hit.t, hit.unit))
  return `${NAMES[hit.name]}, unit ${hit.unit} after “${visible(data.text[hit.t])}”: ${value}`
}

export const makeStrips = (scroll, names, on, actions) => {
  const canvas = scroll.querySelector("canvas"),
    room = scroll.querySelector(".room")
  const v = { layer: null, strips: [], text: "", at: 0, unit: 0, hovered: -1 }
  const tile = document.createElement("canvas")

  const geometry = () => {
    const rows = Math.ceil(v.layer.size / v.side),
      px = v.px
    return {
      rows,
      wide: v.side * px,
      tall: rows * px,
      column: v.side * px + 6,
      height: v.strips.length * (rows * px + PAD) + LETTER,
    }
  }
  const drawColumn = (pen, t, x, g) => {
    const image = new ImageData(v.side, g.rows)
    v.strips.forEach((name, k) => {
      const values = v.layer.arrays[name],
        offset = t * v.layer.size,
        table = v.tables[name],
        pixels = image.data
      for (let cell = 0; cell < v.order.length; cell++) {
        const level =
          3 *
          Math.max(
            0,
            Math.min(254, Math.round((values[offset + v.order[cell]] / table.most + 1) * 127)),
          )
        pixels[4 * cell] = table.colours[level]
        pixels[4 * cell + 1] = table.colours[level + 1]
        pixels[4 * cell + 2] = table.colours[level + 2]
        pixels[4 * cell + 3] = 255
      }
      tile.width = v.side
      tile.height = g.rows
      tile.getContext("2d").putImageData(image, 0, 0)
      pen.drawImage(tile, x, k * (g.tall + PAD), g.wide, g.tall)
      const cell = v.place
      pen.strokeStyle = v.ink
      pen.lineWidth = 1.2
      if (cell >= 0)
        pen.strokeRect(
          x + (cell % v.side) * v.px - 0.5,
          k * (g.tall + PAD) + Math.floor(cell / v.side) * v.px - 0.5,
          v.px + 1,
          v.px + 1,
        )
    })
  }
  const draw = () => {
    if (!v.layer) return
    const g = geometry(),
      ratio = sharpness(),
      width = scroll.clientWidth
    room.style.width = `${g.column * v.text.length}px`
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(g.height * ratio)
    canvas.style.width = `${width}px`
    canvas.style.height = `${g.height}px`
    const pen = canvas.getContext("2d")
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    pen.imageSmoothingEnabled = false
    const first = Math.floor(scroll.scrollLeft / g.column),
      last = Math.min(v.text.length - 1, Math.ceil((scroll.scrollLeft + width) / g.column))
    pen.textAlign = "center"
    pen.font = `15px Georgia, "DejaVu Serif", serif`
    for (let t = first; t <= last; t++) {
      const x = t * g.column - scroll.scrollLeft
      if (v.layer.known[t]) drawColumn(pen, t, x + 3, g)
      pen.fillStyle = t === v.at ? v.ink : v.soft
      pen.font = t === v.at ? `700 16px Georgia, serif` : `15px Georgia, "DejaVu Serif", serif`
      pen.fillText(visible(v.text[t]), x + g.column / 2, g.height - 8)
    }
    actions.seen(first, last)
    const x = v.at * g.column - scroll.scrollLeft
    pen.strokeStyle = v.ink
    pen.lineWidth = 2
    pen.beginPath()
    pen.roundRect(x + 1, 1, g.column - 2, g.height - 2, 6)
    pen.stroke()
    if (v.at > 0) {
      pen.setLineDash([3, 3])
      pen.lineWidth = 1.2
      pen.beginPath()
      pen.roundRect(x - g.column + 1.5, 1.5, g.column - 3, g.height - LETTER - 2, 6)
      pen.stroke()
      pen.setLineDash([])
    }
  }
  const at = event => {
    if (!v.layer) return null
    const g = geometry(),
      [left, y] = placeIn(canvas, event),
      x = left + scroll.scrollLeft
    const t = Math.floor(x / g.column),
      k = Math.floor(y / (g.tall + PAD))
    if (t < 0 || t >= v.text.length) return null
    const column = Math.floor((x - t * g.column - 3) / v.px),
      row = Math.floor((y - k * (g.tall + PAD)) / v.px)
    const inside =
      k < v.strips.length && column >= 0 && column < v.side && row < g.rows && v.layer.known[t]
    const unit = inside ? (v.order[row * v.side + column] ?? -1) : -1
    return { t, unit, name: v.strips[k] }
  }
  const asked = { frame: 0 }
  const soon = () => {
    if (!asked.frame)
      asked.frame = requestAnimationFrame(() => {
        asked.frame = 0
        draw()
      })
  }
  on(scroll, "scroll", soon)
  on(canvas, "click", event => {
    const hit = at(event)
    if (hit) actions.click(hit)
  })
  on(canvas, "pointermove", event => actions.hover(at(event), event))
  on(canvas, "pointerleave", event => actions.hover(null, event))
  return {
    draw: soon,
    update(view) {
      Object.assign(v, view)
      if (!v.layer) return
      v.place = v.order.indexOf(v.unit)
      canvas.setAttribute("aria-label", said(v))
      const g = geometry()
      names.replaceChildren(
        ...v.strips.map(name => {
          const label = document.createElement("span")
          label.textContent = NAMES[name]
          label.style.height = `${g.tall + PAD}px`
          return label
        }),
      )
      soon()
    },
    follow(t) {
      if (!v.layer) return
      const g = geometry(),
        left = t * g.column,
        view = scroll.clientWidth
      if (left < scroll.scrollLeft + g.column || left > scroll.scrollLeft + view - 2 * g.column)
        scroll.scrollLeft = left - view / 2
    },
  }
}
