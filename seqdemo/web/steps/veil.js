// Steps that are still to come: their place is there, and nothing of them.

import { make } from "../shared/element.js"

/** An empty column: its place among `count` of them, each `wide`. */
export const columnFrame = (t, { columns, wide }) => {
  const column = make("div", "column")
  column.dataset.t = t
  column.style.left = `${t * wide}px`
  column.setAttribute("role", "listitem")
  column.setAttribute("aria-setsize", columns.length)
  column.setAttribute("aria-posinset", t + 1)
  return column
}

/** Whether step t is behind the veil while another one is shown. */
export const isVeiled = ({ veil, t: now }, t) => Boolean(veil) && t > now

/** What stands in the column of a step that is still to come. */
export const veiledColumn = (t, view) => {
  const column = columnFrame(t, view)
  column.classList.add("veiled")
  column.setAttribute("aria-label", `Step ${t + 1} of ${view.columns.length}: still to come`)
  column.append(make("span", "to-come", "?"))
  return column
}

/** Take away the columns over which the veil falls, or from which it rises, when `to` is shown. */
export const turnVeil = (view, to) => {
  if (!view.veil) return
  for (const [t, column] of view.shown) {
    if (isVeiled(view, t) === isVeiled({ ...view, t: to }, t)) continue
    column.remove()
    view.shown.delete(t)
  }
}

/** A view of the network at step t, under a veil as if nothing came later. */
export const upTo = (t, view, { veil }) =>
  veil ? { ...view, layers: view.layers.map(layer => ({ ...layer, steps: t + 1 })) } : view
