// The buttons below a drawn letter, or whatever a grid holds.

import { iconButton, make } from "./element.js"

export const letterControls = (noun = "letter") => {
  const controls = make("div", "controls")
  controls.append(
    iconButton("insert", `Insert an empty ${noun} before this one`, "+"),
    iconButton("handle", `Move this ${noun}: drag it, or use the arrow keys`, "⠿"),
    iconButton("remove", `Remove this ${noun}`, "✕"),
  )
  return controls
}

/** Do what a click on a letter's controls asks for; whether it was one. */
export const editColumn = (event, drawing) => {
  const k = +event.target.closest(".column")?.dataset.k
  if (event.target.closest(".remove")) drawing.remove(k)
  else if (event.target.closest(".insert")) drawing.insert(k)
  else return false
  return true
}
