// Where the player stands: forward step by step, the sum, back step by step, the update.

/** How many positions there are for T steps. */
export const positions = steps => 2 * steps + 2

/**
 * A position as {kind, t, read, back}: `read` steps are read, the gradient has come back to step `back`.
 *
 * `back` is T while it has not set out.
 */
export const phaseAt = (at, steps) => {
  if (at < steps) return { kind: "forward", t: at, read: at + 1, back: steps }
  if (at === steps) return { kind: "sum", t: steps - 1, read: steps, back: steps }
  if (at <= 2 * steps) {
    const t = 2 * steps - at
    return { kind: "back", t, read: steps, back: t }
  }
  return { kind: "update", t: 0, read: steps, back: 0 }
}

/** The position in words. */
export const phaseWords = (at, steps) => {
  const { kind, t } = phaseAt(at, steps)
  if (kind === "forward") return `forward, step ${t + 1} of ${steps}`
  if (kind === "sum") return "the sum"
  return kind === "back" ? `back, step ${t + 1} of ${steps}` : "the update"
}
