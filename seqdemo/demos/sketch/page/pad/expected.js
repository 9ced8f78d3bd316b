// What the network expects of the next point: whether the pen stays down, and where it goes.

import { shape } from "../../../../web/shared/shape.js"
import { barRow } from "../../../../web/steps/bars.js"

const PEN = ["goes on", "new line", "finished"]

/** Draw the Gaussians that the next place is drawn from: the likelier, the stronger its colour. */
export const drawGaussians = (ellipses, into) => {
  for (const { weight, x, y, long, short, turn } of ellipses) {
    if (weight < 0.01) continue
    shape(
      "ellipse",
      {
        cx: x,
        cy: y,
        rx: Math.max(1.5, long),
        ry: Math.max(1.5, short),
        transform: `rotate(${turn} ${x} ${y})`,
        "fill-opacity": (0.5 * weight).toFixed(3),
        "stroke-opacity": Math.min(1, 0.25 + weight).toFixed(3),
      },
      into,
    )
  }
}

/** Fill the bars of what the pen does next; null hides them. */
export const fillChances = (q, chances, ended = false) => {
  q(".expects").hidden = !chances
  if (!chances) return
  const best = chances.indexOf(Math.max(...chances))
  q(".bars").replaceChildren(
    ...chances.map((p, n) => barRow({ label: PEN[n], p, best: n === best })),
  )
  q(".why").textContent = ended
    ? "Go back a point to see the ellipses each place was drawn from."
    : "The ellipses at the pen are the Gaussians it draws the next place from, two standard deviations wide: the stronger the colour, the likelier."
}
