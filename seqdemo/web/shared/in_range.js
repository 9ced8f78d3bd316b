// A number that is typed and out of range: the field shows the nearest one in range, which counts;
// an emptied one shows the number before. Streamlit's field goes on showing what was typed while the
// number before it counts, and the smallest number where it is emptied while the default counts.

import { typeIn } from "./type_in.js"

const FIELD = '[data-testid="stNumberInput"] input[type="number"]'

/** The number nearest to the typed one that is in range; null where the typed one counts. */
export const inRange = ({ value, min, max }) => {
  if (value === "") return null
  const typed = Number(value)
  if (max !== "" && typed > Number(max)) return max
  return min !== "" && typed < Number(min) ? min : null
}

/**
 * Keep typed numbers in range, before Streamlit reads them: as Enter is pressed or the field is left.
 *
 * @param {Window} where Whose page it is.
 */
export const keepInRange = (where = window) => {
  const before = new WeakMap()
  const note = ({ target }) => {
    if (target.matches?.(FIELD) && target.value !== "") before.set(target, target.value)
  }
  const correct = ({ target }) => {
    if (!target.matches?.(FIELD)) return
    const near = target.value === "" ? (before.get(target) ?? null) : inRange(target)
    if (near === null) return note({ target })
    before.set(target, near)
    typeIn(target, near)
  }
  const press = event => {
    if (event.key === "Enter") correct(event)
  }
  where.addEventListener("focusin", note, { capture: true })
  where.addEventListener("keydown", press, { capture: true })
  where.addEventListener("focusout", correct, { capture: true })
}
