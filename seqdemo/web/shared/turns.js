// Buttons, or links to the explorer, that hold one unit from the present step on.

import { make } from "./element.js"

/** @type {[string, number, string][]} */
const TURNS = [
  ["turn up", 1, "Hold this unit at +1 from this step on, and see what becomes of it"],
  ["switch off", 0, "Hold this unit at 0 from this step on, and see what becomes of it"],
  ["turn down", -1, "Hold this unit at −1 from this step on, and see what becomes of it"],
]

/**
 * An address of the explorer in which a unit is held; layer and step from 0.
 *
 * @param {string} base Of the explorer, with the input.
 * @param {{ layer: number, unit: number, at: number }} place
 * @param {number} value
 */
export const heldLink = (base, { layer, unit, at }, value) =>
  `${base}&view=reach&layer=${layer + 1}&unit=${unit}&at=${at}&do=c${layer + 1}:${unit}@${at}=${value}`

/**
 * A row of three: `to(value)` is called at a click, or gives a link where `links` says so.
 *
 * @param {(value: number) => any} to
 * @param {boolean} [links]
 */
export const turns = (to, links = false) => {
  const row = make("div", "turns")
  row.append(
    ...TURNS.map(([label, value, title]) => {
      const one = make(links ? "a" : "button", "", label)
      one.title = title
      if (links) {
        one.href = to(value)
        one.target = "_top"
      } else {
        one.type = "button"
        one.addEventListener("click", () => to(value))
      }
      return one
    }),
  )
  return row
}
