// The photo, and over it where the network looked: smooth, or the 8x8 regions as they are.
//
// The network sees the whole photo squashed to a square, so a region is an eighth of the photo's own
// width and height, whatever its shape.

import { percent } from "../../../../web/shared/format.js"
import { sharpness } from "../../../../web/shared/presented.js"
import { GRID } from "../regions.js"

const FINE = 112
const EVEN = 1 / (GRID * GRID)
const PEAK = 3 * EVEN // a share that glows fully, at least

/** Weights of the four nearest regions of a cubic B-spline: smooth, and never below zero. */
const spline = t => [
  (1 - t) ** 3 / 6,
  (3 * t ** 3 - 6 * t ** 2 + 4) / 6,
  (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6,
  t ** 3 / 6,
]

/** Where FINE points lie between GRID regions: the regions used and their weights. */
const TAPS = Array.from({ length: FINE }, (_, n) => {
  const x = ((n + 0.5) / FINE) * GRID - 0.5,
    left = Math.floor(x)
  return {
    at: [-1, 0, 1, 2].map(k => Math.max(0, Math.min(GRID - 1, left + k))),
    weights: spline(x - left),
  }
})

/** GRID x GRID shares as a smooth surface of FINE x FINE points. */
const smooth = shares => {
  const rows = new Float32Array(GRID * FINE),
    surface = new Float32Array(FINE * FINE)
  for (let y = 0; y < GRID; y++)
    for (let n = 0; n < FINE; n++) {
      const { at, weights } = TAPS[n]
      for (let k = 0; k < 4; k++) rows[y * FINE + n] += weights[k] * shares[y * GRID + at[k]]
    }
  for (let m = 0; m < FINE; m++)
    for (let n = 0; n < FINE; n++) {
      const { at, weights } = TAPS[m]
      for (let k = 0; k < 4; k++) surface[m * FINE + n] += weights[k] * rows[at[k] * FINE + n]
    }
  return surface
}

/** Colour over the photo for an amount of attention, 0 to 1: dark where it does not look, glowing where it does. */
const glow = amount => {
  const dark = 0.58 * (1 - amount),
    warm = 0.62 * amount,
    alpha = dark + warm
  const white = Math.max(0, amount - 0.6) * 1.5
  return [
    [10, 255],
    [12, 148],
    [18, 66],
  ]
    .map(([cold, hot]) => (cold * dark + (hot + (255 - hot) * white) * warm) / alpha)
    .concat(255 * alpha)
}
const GLOW = Array.from({ length: 256 }, (_, n) => glow(n / 255))

export const makePhoto = (root, on, tip) => {
  const frame = root.querySelector(".frame"),
    image = frame.querySelector("img"),
    canvas = frame.querySelector("canvas")
  const v = { attention: null, t: 0, over: "heat", surfaces: new Map() }
  const sharesAt = t => v.attention.subarray(t * GRID * GRID, (t + 1) * GRID * GRID)
  /** Every word has its own scale: where it looked most glows. An even look is no peak, and glows faintly. */
  const peakAt = t => sharesAt(t).reduce((most, share) => Math.max(most, share), 0)
  const mostAt = t => Math.max(peakAt(t), PEAK)
  const surfaceAt = t => {
    if (!v.surfaces.has(t)) {
      // Smoothing spreads a narrow look out: its brightest point stands for the region it saw most of.
      const surface = smooth(sharesAt(t)),
        top = surface.reduce((most, value) => Math.max(most, value), 0)
      v.surfaces.set(
        t,
        surface.map(value => (value / top) * peakAt(t)),
      )
    }
    return v.surfaces.get(t)
  }
  const drawHeat = () => {
    const surface = surfaceAt(v.t),
      most = mostAt(v.t),
      picture = new ImageData(FINE, FINE)
    for (let n = 0; n < surface.length; n++)
      picture.data.set(GLOW[Math.round(255 * Math.min(1, surface[n] / most))], 4 * n)
    canvas.width = canvas.height = FINE
    canvas.getContext("2d").putImageData(picture, 0, 0)
  }
  const drawGrid = () => {
    const ratio = sharpness(),
      width = frame.clientWidth,
      height = frame.clientHeight
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    const pen = canvas.getContext("2d"),
      shares = sharesAt(v.t),
      most = mostAt(v.t),
      w = width / GRID,
      h = height / GRID
    pen.scale(ratio, ratio)
    pen.textAlign = "center"
    pen.textBaseline = "middle"
    pen.font = `600 ${Math.max(9, Math.min(15, w / 3.4, h / 2))}px sans-serif`
    shares.forEach((share, n) => {
      const x = (n % GRID) * w,
        y = Math.floor(n / GRID) * h,
        [r, g, b, a] = GLOW[Math.round(255 * Math.min(1, share / most))]
      pen.fillStyle = `rgba(${r},${g},${b},${a / 255})`
      pen.fillRect(x, y, w, h)
      pen.strokeStyle = "rgba(255,255,255,.4)"
      pen.lineWidth = 0.7
      pen.strokeRect(x, y, w, h)
      if (h < 12) return
      pen.fillStyle = share / most > 0.6 ? "#1d1206" : "rgba(255,255,255,.92)"
      pen.fillText(Math.round(100 * share), x + w / 2, y + h / 2)
    })
  }
  const draw = () => {
    const shown = v.attention && v.over !== "none"
    canvas.hidden = !shown
    frame.classList.toggle("lit", shown)
    if (shown && v.over === "heat") drawHeat()
    if (shown && v.over === "grid") drawGrid()
  }
  on(frame, "pointermove", event => {
    if (!v.attention) return
    const box = frame.getBoundingClientRect()
    const column = Math.floor(((event.clientX - box.left) / box.width) * GRID),
      row = Math.floor(((event.clientY - box.top) / box.height) * GRID)
    const share =
      column < 0 || row < 0 || column >= GRID || row >= GRID
        ? undefined
        : sharesAt(v.t)[row * GRID + column]
    tip(
      share === undefined
        ? ""
        : `region in row ${row + 1}, column ${column + 1}: ${percent(share)} of the attention (an even look gives ${percent(EVEN)})`,
      event,
    )
  })
  on(frame, "pointerleave", event => tip("", event))
  return {
    draw,
    update({ picture, alt, size, attention, over }) {
      if (image.src !== picture) image.src = picture
      image.alt = alt
      frame.style.setProperty("--shape", `${size[0]} / ${size[1]}`)
      frame.style.setProperty("--ratio", size[0] / size[1])
      if (attention !== v.attention) v.surfaces.clear()
      v.attention = attention
      v.over = over
      frame.classList.toggle("tiny", Math.max(...size) < 100)
    },
    show(t) {
      v.t = t
      draw()
    },
    /** What its colours mean at this word, in words. */
    legend: t => `0 to ${percent(mostAt(t))} of the attention · an even look: ${percent(EVEN, 0)}`,
  }
}
