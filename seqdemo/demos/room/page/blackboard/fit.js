// The board's type becomes smaller until all of a step is on the screen: a reveal says the most.

const SIZES = [1, 0.92, 0.84, 0.76, 0.68]

/** @param {HTMLElement} board On a projector it is at least as high as the screen; see `projector.css`. */
export const fit = board => {
  const main = /** @type {HTMLElement} */ (board.querySelector(".main"))
  const style = getComputedStyle(board),
    room = Number.parseFloat(style.minHeight)
  if (!(room > 0) || !matchMedia("(min-width: 900px)").matches) {
    main.style.removeProperty("zoom")
    return
  }
  for (const size of SIZES) {
    main.style.setProperty("zoom", String(size))
    if (Number.parseFloat(style.height) <= Math.ceil(room)) return
  }
}
