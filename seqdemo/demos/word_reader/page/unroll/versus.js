// The second row of tiles: the states of a reading that was kept, and how far they are apart.

import { make } from "../../../../web/shared/element.js"
import { number } from "../../../../web/shared/format.js"
import { drawTile, stateAt } from "../../../../web/shared/tile.js"
import { distance } from "../../../../web/shared/trace.js"

/** Fill every column's place for it; `pinned` is {label, inputs, layer} or null. An empty column has
 * what will stand there: a grid stays where it is when what is drawn in it is read.
 */
export const fillVersus = (columns, layer, pinned, view) => {
  let read = 0
  for (const column of columns.children) {
    const box = column.querySelector(".versus"),
      empty = column.dataset.t === "",
      t = empty ? read : +column.dataset.t
    if (!empty) read++
    box.replaceChildren()
    if (!pinned || t >= pinned.layer.steps || (!empty && t >= (layer?.steps ?? 0))) continue
    const canvas = make("canvas", "tile other")
    const apart = empty ? 0 : distance(layer, pinned.layer, t, t)
    const bar = make("div", "apart", `${number(apart)} apart`)
    bar.style.setProperty("--p", Math.min(1, apart / Math.sqrt(pinned.layer.size)).toFixed(3))
    bar.title = "Euclidean distance between the two hidden states at this step"
    const name = make("div", "title", "")
    name.append(`${pinned.label}: `, make("b", "", pinned.inputs[t] || "?"))
    box.append(bar, canvas, name)
    drawTile(canvas, stateAt(pinned.layer, "hidden", t), {
      ...view,
      cell: Math.max(4, Math.round(view.cell * 0.7)),
      selected: -1,
      name: `the other hidden state at step ${t + 1}`,
    })
  }
}
