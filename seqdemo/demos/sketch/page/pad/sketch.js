// A drawing in lines, and everything a visitor can do to it. A line is text: who drew it, "m" for the
// visitor or "n" for the network, then x and y of its places in turn, such as "m10.20.14.26".
// It knows nothing of the screen; `changed` is called after each change.

const HISTORY = 200
/** Places closer to the last one than this are left out: a mouse gives more than a line needs. */
const NEAR = 2

/** The places of a line, [[x, y], ...]. */
export const placesOf = line => {
  const numbers = line.slice(1).split(".").map(Number)
  return Array.from({ length: numbers.length / 2 }, (_, n) => [numbers[2 * n], numbers[2 * n + 1]])
}

/** Places as a line on a sheet of a side: whole numbers, none beyond its edges, none twice. */
export const lineOf = (owner, places, side) => {
  const inside = value => Math.max(0, Math.min(side, Math.round(value))),
    kept = []
  places.forEach(([x, y], n) => {
    const at = [inside(x), inside(y)],
      last = kept[kept.length - 1]
    if (
      !last ||
      Math.hypot(at[0] - last[0], at[1] - last[1]) >= NEAR ||
      (n === places.length - 1 && String(at) !== String(last))
    )
      kept.push(at)
  })
  return owner + kept.map(at => at.join(".")).join(".")
}

export const makeSketch = (most, changed) => {
  let lines = [],
    past = []
  const remember = () => {
    past.push(lines)
    if (past.length > HISTORY) past.shift()
  }
  const become = next => {
    if (next.join() === lines.join()) return
    remember()
    lines = next
    changed()
  }
  return {
    get grids() {
      return lines
    },
    get past() {
      return past
    },
    get canUndo() {
      return past.length > 0
    },
    get full() {
      return lines.length >= most
    },
    /** Add lines. In turns, the network's answer and the line it answers are undone together. */
    add(more, together = false) {
      const next = [...lines, ...more].slice(0, most)
      if (!together) return become(next)
      lines = next
      changed()
    },
    /** Take over a drawing made elsewhere (a preset, a link); it can be undone. */
    adopt(next, undoable) {
      if (undoable && next.join() !== lines.join()) remember()
      lines = [...next]
    },
    /** Begin another drawing. */
    become,
    /** Go on where another one stopped. */
    resume(other) {
      lines = [...other.grids]
      past = [...other.past]
    },
    clear() {
      become([])
    },
    undo() {
      if (!past.length) return
      lines = past.pop()
      changed()
    },
  }
}
