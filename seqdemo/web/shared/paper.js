// A picture on paper: light, as wide as a sheet, and whole, however far it scrolls on the screen.

/** Narrower than this nothing could be read: what is longer is cut. */
const LEAST = 0.3

/** Shrink what scrolls sideways until all of it is in sight; whether there was such. */
const shrink = (root, on) => {
  let some = false
  for (const frame of root.querySelectorAll(".scroll")) {
    const parts = [frame.firstElementChild, frame.parentElement.querySelector(".names")]
    const zoom = by => {
      for (const part of parts) part?.style.setProperty("zoom", by)
    }
    zoom("")
    if (!on || frame.scrollWidth <= frame.clientWidth) continue
    zoom(String(Math.max(LEAST, frame.clientWidth / frame.scrollWidth)))
    frame.scrollLeft = 0
    some = true
  }
  return some
}

/** Redraw a component's element when the page is printed, and again after; see base.css. */
export const makePaper = root => {
  const abort = new AbortController()
  let draw = () => {}
  const turn = on => {
    root.toggleAttribute("data-paper", on)
    draw()
    if (shrink(root, on)) draw() // columns that were out of sight
  }
  addEventListener("beforeprint", () => turn(true), { signal: abort.signal })
  addEventListener("afterprint", () => turn(false), { signal: abort.signal })
  return {
    /** What draws the picture as it is now. */
    draws: redraw => {
      draw = redraw
    },
    dispose: () => abort.abort(),
  }
}
