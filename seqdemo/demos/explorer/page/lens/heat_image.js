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
