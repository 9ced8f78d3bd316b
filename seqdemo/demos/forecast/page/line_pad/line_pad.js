// A sheet on which a line is drawn from left to right; what is drawn again replaces what was there.

import { path } from "../fan/scales.js"
import { shape } from "../../../../web/shared/shape.js"

const create = root => {
  const abort = new AbortController(),
    sheet = root.querySelector(".sheet"),
    words = root.querySelector(".keys")
  const s = {
    line: /** @type {number[]} */ ([]),
    columns: 120,
    height: 100,
    sent: "",
    pen: { column: 0, value: 50 },
    last: /** @type {{column: number, value: number}?} */ (null),
    trigger: (_name, _value) => {},
  }

  const draw = () => {
    sheet.replaceChildren()
    for (const y of [25, 50, 75])
      shape("line", { x1: 0, x2: s.columns, y1: y, y2: y, class: "grid" }, sheet)
    const points = s.line.map((value, column) => [column + 0.5, s.height - value])
    if (points.length) shape("path", { d: path(points), class: "drawn" }, sheet)
    if (sheet.matches(":focus-visible"))
      shape(
        "line",
        {
          x1: s.pen.column + 0.5,
          x2: s.pen.column + 0.5,
          y1: 97 - s.pen.value,
          y2: 103 - s.pen.value,
          class: "pen",
        },
        sheet,
      )
    words.textContent = s.line.length
      ? `${s.line.length} of ${s.columns} steps`
      : "Draw a line from left to right: with mouse, pen, finger or the arrow keys."
  }
  const send = () => {
    s.sent = s.line.join()
    s.trigger("line", { line: s.line })
  }
  // A line has no gaps: from its end to a new point it runs straight.
  const put = (column, value) => {
    const start = s.line.length
    for (let n = start; n < column; n += 1)
      s.line.push(
        start
          ? Math.round(
              s.line[start - 1] +
                ((value - s.line[start - 1]) * (n - start + 1)) / (column - start + 1),
            )
          : value,
      )
    s.line[column] = value
  }
  const strokeTo = (column, value) => {
    const from = s.last ?? { column, value },
      step = Math.sign(column - from.column) || 1
    for (let n = from.column; n !== column + step; n += step) {
      const share = column === from.column ? 1 : (n - from.column) / (column - from.column)
      put(n, Math.round(from.value + (value - from.value) * share))
    }
    s.last = { column, value }
    draw()
  }
  const at = event => {
    const box = sheet.getBoundingClientRect(),
      inside = (share, most) => Math.min(most, Math.max(0, Math.floor(share * (most + 1))))
    return [
      inside((event.clientX - box.left) / box.width, s.columns - 1),
      inside(1 - (event.clientY - box.top) / box.height, s.height),
    ]
  }
  sheet.addEventListener(
    "pointerdown",
    event => {
      sheet.setPointerCapture(event.pointerId)
      s.last = null
      strokeTo(...at(event))
    },
    { signal: abort.signal },
  )
  sheet.addEventListener(
    "pointermove",
    event => {
      if (s.last && sheet.hasPointerCapture(event.pointerId)) strokeTo(...at(event))
    },
    { signal: abort.signal },
  )
  for (const end of ["pointerup", "pointercancel"])
    sheet.addEventListener(
      end,
      () => {
        if (s.last) send()
        s.last = null
      },
      { signal: abort.signal },
    )

  sheet.addEventListener(
    "keydown",
    event => {
      const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 4], ArrowDown: [0, -4] }[
        event.key
      ]
      if (!by) return
      event.preventDefault()
      event.stopPropagation()
      const pen = s.pen
      pen.column = Math.min(s.columns - 1, Math.max(0, pen.column + by[0]))
      pen.value = Math.min(s.height, Math.max(0, pen.value + by[1]))
      if (!event.shiftKey) put(pen.column, pen.value)
      draw()
    },
    { signal: abort.signal },
  )
  sheet.addEventListener(
    "keyup",
    event => {
      if (event.key.startsWith("Arrow") && s.line.join() !== s.sent) send()
    },
    { signal: abort.signal },
  )
  for (const name of ["focus", "blur"]) sheet.addEventListener(name, draw, { signal: abort.signal })
  root.querySelector(".clear").addEventListener(
    "click",
    () => {
      s.line = []
      draw()
      send()
    },
    { signal: abort.signal },
  )

  return {
    update: (data, { setTriggerValue: trigger }) => {
      s.trigger = trigger
      s.columns = data.columns
      s.height = data.height
      // Python's line counts, unless the visitor is drawing or it is the echo of an older one.
      if (!s.last && (data.line.join() === s.sent || !s.sent || !data.line.length))
        s.line = [...data.line]
      draw()
    },
    dispose: () => abort.abort(),
  }
}

export default create
