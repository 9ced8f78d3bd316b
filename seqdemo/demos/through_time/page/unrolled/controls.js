// Controls of the tiny network: its word, units, weights at birth, window and learning rate.

import { make } from "../../../../web/shared/element.js"
import { keepTo } from "../../../../web/shared/keep_to.js"
import { readWords } from "./tiny_word.js"

const UNITS = [2, 3, 4]
/** Letters of a word. */
const LONGEST = 12

const labelled = (words, control, ...more) => {
  const label = make("label", "", `${words} `)
  label.append(control, ...more)
  return label
}
const input = (type, attributes) => Object.assign(make("input"), { type, ...attributes })

/** The window in words: how often the chain is cut. */
export const windowWords = (window, steps) =>
  window >= steps ? "never" : window === 1 ? "after every step" : `every ${window} steps`

/**
 * Fill `bar`; `change({word | units | seed | window | rate})` is told of what a visitor sets.
 *
 * Gives `show(values, steps)`, which puts values into the controls.
 */
export const fillControls = (bar, change) => {
  const word = input("text", { autocomplete: "off", spellcheck: false })
  const units = make("select")
  for (const count of UNITS) units.append(new Option(String(count), String(count)))
  const window = input("range", { min: 1, max: 8, step: 1 })
  const cut = make("output")
  const rate = input("number", { min: 0.01, max: 3, step: 0.1 })
  const other = make("button", "", "Other weights")
  other.type = "button"
  const read = make("span", "note")
  read.setAttribute("role", "status")
  let seed = 1,
    used = { word: "", rate: 0 }
  bar.append(
    labelled("Word", word),
    keepTo(/** @type {HTMLInputElement} */ (word), () => LONGEST),
    read,
    labelled("Units", units),
    labelled("Cut the chain", window, cut),
    labelled("Learning rate", rate),
    other,
  )
  word.addEventListener("input", () => {
    change({ word: word.value })
    read.textContent = readWords(word.value, used.word)
  })
  units.addEventListener("change", () => change({ units: +units.value }))
  window.addEventListener("input", () => change({ window: +window.value }))
  const within = value => Math.min(Number(rate.max), Math.max(Number(rate.min), value))
  rate.addEventListener("input", () => rate.value && change({ rate: within(+rate.value) }))
  rate.addEventListener("change", () => {
    rate.value = String(used.rate) // what is too large, too small or no number is not used
  })
  other.addEventListener("click", () => change({ seed: seed + 1 }))
  return (values, steps) => {
    seed = values.seed
    used = values
    const active = bar.getRootNode().activeElement
    if (active !== word) {
      word.value = values.word
      read.textContent = ""
    }
    if (active !== rate) rate.value = values.rate
    units.value = String(values.units)
    window.max = String(steps)
    window.value = String(Math.min(values.window, steps))
    cut.textContent = windowWords(values.window, steps)
    window.setAttribute("aria-valuetext", cut.textContent)
  }
}
