// Motion, and visitors who want none.

/** Whether the visitor asks for reduced motion. */
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches

/** Scroll a frame sideways, smoothly unless `atOnce` or the visitor asks for reduced motion. */
export const scrollTo = (frame, left, atOnce = still()) =>
  frame.scrollTo({ left, behavior: atOnce ? "auto" : "smooth" })
