// An equation with numbers in it that can be clicked, to see where they came from.

import { make } from "../../../../web/shared/element.js"
import { number } from "../../../../web/shared/format.js"

const tokenElement = (token, { pick }) => {
  if (typeof token === "string") return document.createTextNode(token)
  const { ref, value } = token,
    negative = value < 0,
    button = make(
      "button",
      `token-number ${ref.kind}`,
      negative ? `(${number(value)})` : number(value),
    )
  button.type = "button"
  button.dataset.ref = JSON.stringify(ref)
  button.addEventListener("click", () => pick(ref))
  return button
}

/** A derivation as an element; with `open` its value is left out. */
export const equation = (found, { pick, open = false }) => {
  const box = make("div", "equations derivation"),
    letters = make("div", "formula", `${found.letter} = ${found.symbols}`),
    numbers = make("div", "formula")
  numbers.append("\u00a0\u00a0= ", ...found.tokens.map(token => tokenElement(token, { pick })))
  const value = make(
    "div",
    "formula result",
    open ? "\u00a0\u00a0= ?" : `\u00a0\u00a0= ${number(found.value)}`,
  )
  box.append(letters, numbers, value)
  return box
}
