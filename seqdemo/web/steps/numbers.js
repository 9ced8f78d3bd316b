// The units of a small layer as numbers that can be clicked, instead of a tile.

import { make } from "../shared/element.js"
import { number } from "../shared/format.js"
import { tint } from "../shared/palette.js"
import { NAMES, valueAt } from "../shared/trace.js"

/** How tall the row of one unit is, pixels. */
const TALL = 34

/** How tall the numbers of a layer are. */
export const numbersTall = layer => layer.size * TALL + 8

/** Numbers of a layer's array at a step; `colour` is that of a value. */
export const numbersElement = (layer, { name, depth, first }, t, colour) => {
  const box = make("div", "strip numbers")
  if (first) box.append(make("span", "flow", "→"))
  for (const unit of layer.order) {
    const value = valueAt(layer, name, t, unit)
    const button = make("button", "number tinted", number(value))
    const which = layer.size > 1 ? ` of unit ${unit + 1}` : ""
    button.type = "button"
    Object.assign(button.dataset, { depth, name, unit })
    const [back, ink] = tint(colour(value))
    button.style.setProperty("--back", back)
    button.style.setProperty("--on-back", ink)
    button.setAttribute("aria-label", `${NAMES[name]}${which} at step ${t + 1}: ${number(value)}`)
    box.append(button)
  }
  return box
}

/** The number under a pointer event's target: {depth, unit, name, plain}, or null. */
export const numberUnder = target => {
  const found = target.closest?.(".number")
  if (!found) return null
  const { depth, unit, name } = found.dataset
  return { depth: +depth, unit: +unit, name, plain: true }
}
