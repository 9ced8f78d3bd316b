// Motion, and visitors who want none.

/** Whether the visitor asks for reduced motion. */
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches

/** Scroll whatever an element stands in until it is in sight. */
export const bringInSight = element =>
  element.scrollIntoView({
    block: "nearest",
    inline: "center",
    behavior: still() ? "auto" : "smooth",
  })

/** Scroll a frame sideways, smoothly unless `atOnce` or the visitor asks for reduced motion. */
export const scrollTo = (frame, left, atOnce = still()) =>
  frame.scrollTo({ left, behavior: atOnce ? "auto" : "smooth" })
