// The words beside the pointer.

/** A function (text, event): show `text` above the pointer, or nothing for "". */
export const makeTip = root => {
  const bubble = root.querySelector(".tip")
  return (text, event) => {
    bubble.hidden = !text
    if (!text) return
    bubble.textContent = text
    const box = root.getBoundingClientRect(),
      room = box.width - bubble.offsetWidth - 4
    bubble.style.left = `${Math.max(0, Math.min(event.clientX - box.left + 14, room))}px`
    bubble.style.top = `${event.clientY - box.top - bubble.offsetHeight - 8}px`
  }
}
