// A field of which only the beginning is kept, and which says so: `maxlength` cuts without a word.

import { count } from "./format.js"
import { make } from "./element.js"

/** The beginning of a text, no character cut in two. */
export const beginning = (text, longest) => {
  const kept = text.slice(0, longest)
  return /[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept
}

/**
 * Keep a field to a length, before others hear of what came in.
 *
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {() => number} longest Characters that fit.
 * @returns {HTMLElement} Where it is said; the caller puts it beside the field.
 */
export const keepTo = (field, longest) => {
  const words = make("span", "note left-out")
  words.setAttribute("role", "status")
  field.addEventListener(
    "input",
    () => {
      const kept = beginning(field.value, longest())
      const over = kept !== field.value
      words.textContent = over
        ? `Only ${count(longest())} characters fit: what came after them is left out.`
        : ""
      if (over) field.value = kept
    },
    { capture: true },
  )
  return words
}
