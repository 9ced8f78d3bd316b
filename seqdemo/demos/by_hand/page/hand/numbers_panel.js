// The weights as sliders with a box to type in; the ones that matter first, all others in a fold.

import { make } from "../../../../web/shared/element.js"
import { nameElement } from "./names.js"

/** Sliders reach this far; boxes reach further. */
const REACH = 6,
  FURTHEST = 20,
  STEP = 0.1

const boxOf = (weight, value, change, now) => {
  const box = make("input", "box")
  Object.assign(box, {
    type: "number",
    step: STEP,
    min: -FURTHEST,
    max: FURTHEST,
    value: shown(value),
  })
  box.setAttribute("aria-label", `${weight.name}, typed: ${weight.says}`)
  box.addEventListener("input", () => {
    const typed = box.value === "" ? Number.NaN : +box.value
    if (Number.isFinite(typed)) change(weight.n, Math.max(-FURTHEST, Math.min(FURTHEST, typed)))
  })
  box.addEventListener("change", () => {
    box.value = shown(now(weight.n)) // what is no number, or too large, does not count
  })
  return box
}
const shown = value => String(Math.round(1000 * value) / 1000)

const rowOf = (weight, value, change, now) => {
  const row = make("div", "weight-row"),
    slider = make("input", "slide"),
    head = make("label", "weight-name")
  Object.assign(slider, {
    type: "range",
    min: -REACH,
    max: REACH,
    step: STEP,
    value,
    id: `weight-${weight.n}`,
  })
  slider.setAttribute("aria-label", `${weight.name}: ${weight.says}`)
  slider.addEventListener("input", () => change(weight.n, +slider.value))
  head.append(nameElement(weight.name), make("span", "note", weight.says))
  head.setAttribute("for", slider.id)
  row.dataset.n = weight.n
  row.append(head, slider, boxOf(weight, value, change, now))
  return row
}

/**
 * The panel: `update({named, list, open, first})` shows the weights, `lit(n => boolean)` lights some.
 *
 * `change(n, value)` is told of every move; `rows` and `rest` are the elements that are filled.
 */
export const makeNumbersPanel = ({ rows, rest, fold }, change) => {
  const v = { key: "", list: [] }
  const now = n => v.list[n]
  const put = (row, value) => {
    const [slider, box] = [row.querySelector(".slide"), row.querySelector(".box")]
    if (slider) {
      if (Math.abs(value) > +slider.max)
        Object.assign(slider, { min: -Math.ceil(Math.abs(value)), max: Math.ceil(Math.abs(value)) })
      slider.value = value
    }
    if (box.getRootNode().activeElement !== box || +box.value !== +shown(value))
      box.value = shown(value)
  }
  const restRow = (weight, value) => {
    const cell = make("label", "weight-cell")
    cell.dataset.n = weight.n
    cell.title = weight.says
    cell.append(nameElement(weight.name), boxOf(weight, value, change, now))
    return cell
  }
  return {
    update({ named, list, open, key }) {
      v.list = list
      if (key !== v.key) {
        const sliders = named
            .filter(({ name }) => open.includes(name))
            .sort((a, b) => open.indexOf(a.name) - open.indexOf(b.name)),
          others = named.filter(({ name }) => !open.includes(name))
        rows.replaceChildren(...sliders.map(weight => rowOf(weight, list[weight.n], change, now)))
        rest.replaceChildren(...others.map(weight => restRow(weight, list[weight.n])))
        fold.hidden = !others.length
        v.key = key
      }
      for (const row of [...rows.children, ...rest.children]) put(row, list[+row.dataset.n])
    },
    light(isLit) {
      for (const row of [...rows.children, ...rest.children])
        row.classList.toggle("lit", isLit(+row.dataset.n))
    },
  }
}
