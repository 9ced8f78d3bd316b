// One hidden state as a tile of cells, and the pointer over it.

const GAP = 1

/** Draw `values` (indexed by unit) on a canvas; `order[k]` is the unit in cell k. */
export const drawTile = (canvas, values, view) => {
  const { order, side, cell, colour, selected, hovered, ink } = view
  const rows = Math.ceil(order.length / side), ratio = window.devicePixelRatio || 1
  const width = side * cell, height = rows * cell
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    canvas.style.width = `${width}px`
    canvas.style.height = `${height}px`
  }
  const pen = canvas.getContext("2d")
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
  pen.clearRect(0, 0, width, height)
  order.forEach((unit, k) => {
    pen.fillStyle = colour(values[unit])
    pen.beginPath()
    pen.roundRect((k % side) * cell, Math.floor(k / side) * cell, cell - GAP, cell - GAP, Math.min(2.5, cell / 4))
    pen.fill()
  })
  for (const [unit, thick] of [[hovered, 1.5], [selected, 2]]) {
    const k = order.indexOf(unit)
    if (k < 0) continue
    pen.strokeStyle = ink
    pen.lineWidth = thick
    pen.beginPath()
    pen.roundRect((k % side) * cell - 0.5, Math.floor(k / side) * cell - 0.5, cell, cell, Math.min(3, cell / 3))
    pen.stroke()
  }
}

/** The unit under a pointer event, or -1. */
export const unitAt = (canvas, event, { order, side, cell }) => {
  const box = canvas.getBoundingClientRect()
  const x = Math.floor((event.clientX - box.left) / cell), y = Math.floor((event.clientY - box.top) / cell)
  const inside = x >= 0 && y >= 0 && x < side
  return inside && order[y * side + x] !== undefined ? order[y * side + x] : -1
}
