// All units over all steps as one picture, and the selected unit's lines below it. One pixel a value
// is computed once; scrolling and pointing only copy from it, so thousands of steps stay smooth.

const LINES = 104, GAP = 10, FOOT = 24, WIDEST = 110, LETTER_COLUMN = 13, MOST_SCALED = 8192

/** The picture of one array: a canvas of `steps` x `size` pixels, rows in the order shown. */
const paintHeat = (canvas, layer, name, order, colours, most) => {
  canvas.width = layer.steps
  canvas.height = layer.size
  const values = layer.arrays[name], image = new ImageData(layer.steps, layer.size), pixels = image.data
  for (let row = 0; row < order.length; row++) {
    for (let t = 0, at = 4 * row * layer.steps; t < layer.steps; t++, at += 4) {
      const level = 3 * Math.max(0, Math.min(254, Math.round((values[t * layer.size + order[row]] / most + 1) * 127)))
      pixels[at] = colours[level]
      pixels[at + 1] = colours[level + 1]
      pixels[at + 2] = colours[level + 2]
      pixels[at + 3] = 255
    }
  }
  canvas.getContext("2d").putImageData(image, 0, 0)
}

const makeHeat = (scroll, on, actions) => {
  const canvas = scroll.querySelector("canvas"), room = scroll.querySelector(".room"), source = document.createElement("canvas")
  const v = { layer: null, at: 0, unit: 0, span: null, zoom: false, high: 372 }

  const geometry = () => {
    const width = scroll.clientWidth, { steps, size } = v.layer
    const fit = Math.min(WIDEST, width / steps), column = v.zoom ? Math.max(LETTER_COLUMN, fit) : fit
    const row = size > v.high ? v.high / size : Math.min(14, Math.max(1, Math.round(v.high / size)))
    const tall = row * size
    return { width, column, row, tall, lines: tall + GAP, height: tall + GAP + LINES + FOOT, left: scroll.scrollLeft }
  }
  const drawLines = (pen, g, first, last) => {
    const { layer, unit } = v, middle = g.lines + LINES / 2
    const x = t => (t + 0.5) * g.column - g.left
    pen.strokeStyle = v.colours.line
    pen.lineWidth = 1
    pen.beginPath()
    for (const y of [g.lines, middle, g.lines + LINES]) { pen.moveTo(0, y); pen.lineTo(g.width, y) }
    pen.stroke()
    for (const { name, colour, width, most } of v.curves) {
      pen.strokeStyle = colour
      pen.lineWidth = width
      pen.lineJoin = "round"
      pen.beginPath()
      for (let t = first; t <= last; t++) {
        const y = middle - Math.max(-1, Math.min(1, valueAt(layer, name, t, unit) / most)) * LINES / 2
        if (t === first) pen.moveTo(x(t), y)
        else pen.lineTo(x(t), y)
      }
      pen.stroke()
    }
  }
  const draw = () => {
    if (!v.layer || !scroll.clientWidth) return
    const g = geometry(), ratio = window.devicePixelRatio || 1, { steps } = v.layer
    room.style.width = `${Math.max(g.width - 1, g.column * steps)}px`
    canvas.width = Math.round(g.width * ratio)
    canvas.height = Math.round(g.height * ratio)
    canvas.style.width = `${g.width}px`
    canvas.style.height = `${g.height}px`
    paint(canvas.getContext("2d"), g, ratio)
  }
  // Scaling millions of values down takes a tenth of a second: it is done once, not at every step.
  const ready = { key: "", canvas: document.createElement("canvas") }
  const scaled = (g, ratio) => {
    const width = Math.round(g.column * v.layer.steps * ratio), height = Math.round(g.tall * ratio)
    if (width > MOST_SCALED || v.layer.steps < 1000) return null
    const key = `${v.version}/${width}/${height}`
    if (ready.key !== key) {
      ready.key = key
      ready.canvas.width = width
      ready.canvas.height = height
      const pen = ready.canvas.getContext("2d")
      pen.imageSmoothingQuality = "high"
      pen.drawImage(source, 0, 0, width, height)
    }
    return ready.canvas
  }
  const paint = (pen, g, ratio) => {
    const { steps, size } = v.layer
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    // Fewer pixels than values: their mean is shown, rather than every other one.
    pen.imageSmoothingEnabled = g.column * ratio < 1 || g.row * ratio < 1
    pen.imageSmoothingQuality = "high"
    const first = Math.max(0, Math.floor(g.left / g.column)), last = Math.min(steps - 1, Math.ceil((g.left + g.width) / g.column))
    const whole = scaled(g, ratio)
    if (whole) pen.drawImage(whole, g.left * ratio, 0, g.width * ratio, whole.height, 0, 0, g.width, g.tall)
    else pen.drawImage(source, first, 0, last - first + 1, size, first * g.column - g.left, 0, (last - first + 1) * g.column, g.tall)
    for (const edge of v.groups) {
      pen.fillStyle = v.colours.paper
      pen.fillRect(0, edge * g.row - 0.5, g.column * steps - g.left, 1.5)
    }
    drawLines(pen, g, first, last)
    const row = v.place[v.unit] * g.row
    pen.strokeStyle = v.colours.ink
    pen.lineWidth = 1
    pen.strokeRect(-2, row - 1, g.column * steps - g.left + 4, Math.max(2, g.row) + 1)
    if (v.span) {
      const [a, b] = v.span
      pen.fillStyle = v.colours.shade
      pen.fillRect(a * g.column - g.left, 0, (b - a + 1) * g.column, g.lines + LINES)
    }
    for (const unit of v.marked) {
      pen.fillStyle = v.colours.mark
      pen.fillRect(g.column * steps - g.left - 7, v.place[unit] * g.row - 1, 7, Math.max(2.5, g.row))
    }
    const x = v.at * g.column - g.left
    pen.lineWidth = 1.6
    pen.strokeRect(x - 0.5, 0.5, Math.max(2, g.column) + 1, g.lines + LINES - 1)
    pen.textAlign = "center"
    for (let t = first; t <= last; t++) {
      if (g.column < 9 && t !== v.at) continue
      pen.font = t === v.at ? "700 15px Georgia, serif" : `13px Georgia, "DejaVu Serif", serif`
      pen.fillStyle = t === v.at ? v.colours.ink : v.colours.soft
      const middle = (t + 0.5) * g.column - g.left
      const label = v.labels[t], fits = Math.max(1, Math.floor(Math.max(g.column, t === v.at ? 60 : 0) / 8))
      pen.fillText(visible(label.length > fits ? label.slice(0, fits) : label), Math.max(8, Math.min(g.width - 8, middle)), g.height - 7)
    }
  }
  const hit = event => {
    if (!v.layer) return null
    const g = geometry(), box = canvas.getBoundingClientRect()
    const t = Math.floor((event.clientX - box.left + scroll.scrollLeft) / g.column), y = event.clientY - box.top
    if (t < 0 || t >= v.layer.steps) return null
    return { t, unit: y >= 0 && y < g.tall ? v.order[Math.min(v.layer.size - 1, Math.floor(y / g.row))] : -1 }
  }
  const asked = { frame: 0 }
  const soon = () => { if (!asked.frame) asked.frame = requestAnimationFrame(() => { asked.frame = 0; draw() }) }
  const dragged = { from: -1, moved: false }
  on(scroll, "scroll", soon)
  on(canvas, "pointerdown", event => { dragged.from = hit(event)?.t ?? -1; dragged.moved = false })
  on(canvas, "pointermove", event => {
    const found = hit(event)
    actions.hover(found, event)
    if (!v.spans || dragged.from < 0 || !found || !(event.buttons & 1)) return
    if (found.t !== dragged.from || dragged.moved) { dragged.moved = true; actions.span([Math.min(found.t, dragged.from), Math.max(found.t, dragged.from)]) }
  })
  on(canvas, "pointerup", () => { if (dragged.moved) actions.spanned(); dragged.from = -1 })
  on(canvas, "click", event => { const found = hit(event); if (found && !dragged.moved) actions.click(found) })
  on(canvas, "pointerleave", event => actions.hover(null, event))
  return {
    draw: soon,
    update(view) {
      Object.assign(v, view)
      if (!v.layer) return
      if (view.picture) {
        paintHeat(source, v.layer, v.picture, v.order, v.table, v.most)
        v.version = (v.version ?? 0) + 1
      }
      soon()
    },
    /** Bring a step into view. */
    follow(t) {
      if (!v.layer) return
      const g = geometry(), left = t * g.column
      if (left < g.left + 20 || left > g.left + g.width - 40) scroll.scrollLeft = left - g.width / 2
    },
    /** The whole picture, as it is or all of it, on a canvas of its own. */
    still() {
      const g = { ...geometry(), left: 0 }, copy = document.createElement("canvas"), ratio = 2
      g.width = Math.min(8000, g.column * v.layer.steps)
      copy.width = Math.round(g.width * ratio)
      copy.height = Math.round(g.height * ratio)
      const pen = copy.getContext("2d")
      pen.fillStyle = v.colours.paper
      pen.fillRect(0, 0, copy.width, copy.height)
      paint(pen, g, ratio)
      return { canvas: copy, width: g.width, height: g.height }
    },
  }
}
