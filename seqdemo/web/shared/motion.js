// Motion, and visitors who want none.

/** Whether the visitor asks for reduced motion. */
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches

/** Scroll a frame sideways, smoothly unless `atOnce` or the visitor asks for reduced motion. */
export const scrollTo = (frame, left, atOnce = still()) =>
  frame.scrollTo({ left, behavior: atOnce ? "auto" : "smooth" })

/** Scroll a frame sideways until a column in it is in the middle; the page stays where it is. */
export const centre = (frame, column, atOnce = still()) => {
  if (!column || frame.scrollWidth <= frame.clientWidth) return
  const margin = (frame.clientWidth - column.offsetWidth) / 2
  scrollTo(frame, column.offsetLeft - frame.offsetLeft - margin, atOnce)
}
