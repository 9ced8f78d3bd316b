// The buttons below a drawn letter.

import { iconButton, make } from "./element.js"

export const letterControls = () => {
  const controls = make("div", "controls")
  controls.append(
    iconButton("insert", "Insert an empty letter before this one", "+"),
    iconButton("handle", "Move this letter: drag it, or use the arrow keys", "⠿"),
    iconButton("remove", "Remove this letter", "✕"),
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
