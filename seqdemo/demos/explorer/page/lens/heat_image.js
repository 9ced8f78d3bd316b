// One pixel a value: all units over all steps.

/** The picture of one array: a canvas of `steps` x `size` pixels, rows in the order shown. */
export const paintHeat = (canvas, layer, name, order, colours, most) => {
  canvas.width = layer.steps
  canvas.height = layer.size
  const { steps, size } = layer,
    values = layer.arrays[name],
    image = new ImageData(steps, size),
    pixels = new Uint32Array(image.data.buffer)
  const packed = Uint32Array.from(
    { length: 255 },
    (_, n) => 0xff000000 | (colours[3 * n + 2] << 16) | (colours[3 * n + 1] << 8) | colours[3 * n],
  )
  for (let t = 0; t < steps; t++) {
    for (let row = 0, at = t; row < size; row++, at += steps) {
      pixels[at] =
        packed[
          Math.max(0, Math.min(254, Math.round((values[t * size + order[row]] / most + 1) * 127)))
        ]
    }
  }
  canvas.getContext("2d").putImageData(image, 0, 0)
}

// Where there are fewer pixels than values, their mean is shown, rather than every other one. Along
// the other axis a value keeps its edges: in between there is nothing that could be shown.
// Scaling millions of values down takes a tenth of a second: it is done once, not at every scroll.
export const makeScaled = source => {
  const ready = { key: "", canvas: document.createElement("canvas") }
  return (v, g) => {
    const { steps, size } = v.layer,
      fewer = (pixels, values) => Math.min(values, Math.max(1, Math.round(pixels * g.ratio)))
    const width = fewer(g.column * steps, steps),
      height = fewer(g.tall, size),
      key = `${v.version}/${width}/${height}`
    if (width === steps && height === size) return source
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
}
