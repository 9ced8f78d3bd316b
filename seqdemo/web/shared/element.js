// Elements, made in a line.

export const make = (tag, name, text) => {
  const element = document.createElement(tag)
  if (name) element.className = name
  if (text !== undefined) element.textContent = text
  return element
}

/** What a visitor sees at first, as a part of the panel; `picture` names it for a projector. */
export const said = (parts, picture = "unrolled") => partOf("told", picture, parts)

/** What stands behind "more inside", as a part of the panel; `picture` names it for a projector. */
export const inside = (parts, picture = "one-unit") => partOf("inside", picture, parts)

const partOf = (name, picture, parts) => {
  const part = make("div", name)
  part.dataset.picture = picture
  part.append(...parts)
  return part
}

export const iconButton = (name, label, sign) => {
  const button = make("button", name, sign)
  button.type = "button"
  button.title = label
  button.setAttribute("aria-label", label)
  return button
}

/** Two buttons to the unit before and after; `flip(by)` is told which. */
export const flipButtons = (flip, before = "Previous unit (↑)", after = "Next unit (↓)") =>
  [
    ["▲", before, -1],
    ["▼", after, 1],
  ].map(([sign, label, by]) => {
    const button = iconButton("", label, sign)
    button.addEventListener("click", () => flip(by))
    return button
  })
