// The words beside the pointer.

import { placeIn } from "./presented.js"

/** A function (text, event): show `text` above the pointer, or nothing for "". */
export const makeTip = root => {
  const bubble = root.querySelector(".tip")
  return (text, event) => {
    bubble.hidden = !text
    if (!text) return
    bubble.textContent = text
    const [x, y] = placeIn(root, event),
      room = root.offsetWidth - bubble.offsetWidth - 4
    bubble.style.left = `${Math.max(0, Math.min(x + 14, room))}px`
    bubble.style.top = `${y - bubble.offsetHeight - 8}px`
  }
}
