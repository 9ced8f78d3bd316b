// The hidden states as tiles, and the pointer over them.

import { drawTile, stateAt, unitAt } from "../../../../web/shared/tile.js"

/** Draw the state of every column that has one. */
export const drawStates = (columns, layer, view) => {
  for (const column of columns.children) {
    const t = column.dataset.t
    if (t !== "" && +t < layer.steps)
      drawTile(column.querySelector(".tile"), stateAt(layer, "hidden", +t), {
        ...view,
        name: `hidden state at step ${+t + 1}`,
      })
  }
}

/** `hover(unit, event)` and `click(step, unit)`; each is -1 where there is none. */
export const watchTiles = (columns, on, { view, hover, edited, click }) => {
  const stepOf = column => (column.dataset.t === "" ? -1 : +column.dataset.t)
  const unitUnder = event => {
    const tile = event.target.closest?.(".state .tile")
    return tile && stepOf(tile.closest(".column")) >= 0 ? unitAt(tile, event, view()) : -1
  }
  on(columns, "pointermove", event => hover(unitUnder(event), event))
  on(columns, "pointerleave", event => hover(-1, event))
  on(columns, "click", event => {
    const column = event.target.closest(".column")
    if (!column || edited(event) || event.target.closest(".grid, .controls")) return
    const tile = event.target.closest(".state .tile")
    click(stepOf(column), tile ? Math.max(0, unitUnder(event)) : -1)
  })
}
