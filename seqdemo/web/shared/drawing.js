// The drawing: up to `most` grids of 49 cells, and everything a visitor can do to them.
// It knows nothing of the screen; `changed` is called after each change.

/** Cells along one side of a grid. */
export const ROW = 7
const CELLS = ROW * ROW,
  HISTORY = 200
export const BLANK = "0".repeat(CELLS)

export const makeDrawing = (most, changed) => {
  let grids = [BLANK],
    past = []
  const remember = () => {
    const now = grids.join(",")
    if (past[past.length - 1] !== now) past.push(now)
    if (past.length > HISTORY) past.shift()
  }
  const edit = (next, when) => {
    if (next.join(",") === grids.join(",")) return
    remember()
    grids = next
    changed(when)
  }
  return {
    get grids() {
      return grids
    },
    get past() {
      return past
    },
    get canUndo() {
      return past.length > 0
    },
    get canAdd() {
      return grids.length < most
    },
    /** Allow up to `count` grids. */
    limit(count) {
      most = count
    },
    /** Take over a drawing made elsewhere (a preset, a link); it can be undone. */
    adopt(next, undoable) {
      if (undoable && next.join(",") !== grids.join(",")) remember()
      grids = [...next]
    },
    /** Go on where another one stopped. */
    resume(other) {
      grids = [...other.grids]
      past = [...other.past]
    },
    beginStroke: remember,
    /** Set one cell without a step in the history: strokes are undone as a whole. */
    set(k, cell, on) {
      if (grids[k][cell] === on) return false
      grids[k] = grids[k].slice(0, cell) + on + grids[k].slice(cell + 1)
      return true
    },
    endStroke() {
      if (past[past.length - 1] === grids.join(",")) past.pop()
      else changed("stroke")
    },
    toggle(k, cell) {
      const next = [...grids]
      next[k] =
        next[k].slice(0, cell) + (next[k][cell] === "1" ? "0" : "1") + next[k].slice(cell + 1)
      edit(next, "key")
    },
    erase(k) {
      edit(
        grids.map((g, n) => (n === k ? BLANK : g)),
        "key",
      )
    },
    clear() {
      edit([BLANK], "shape")
    },
    insert(k) {
      if (grids.length < most) edit([...grids.slice(0, k), BLANK, ...grids.slice(k)], "shape")
    },
    remove(k) {
      edit(grids.length > 1 ? grids.filter((_, n) => n !== k) : [BLANK], "shape")
    },
    move(from, to) {
      const next = [...grids],
        [taken] = next.splice(from, 1)
      next.splice(to, 0, taken)
      edit(next, "shape")
    },
    undo() {
      if (!past.length) return
      grids = past.pop().split(",")
      changed("shape")
    },
  }
}

/** A drawing as text for a link: 9 URL-safe characters a letter, the same code as Python's. */
const CODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
export const encodeDrawing = grids =>
  grids
    .map(grid => {
      const bits = grid.padEnd(54, "0")
      return Array.from(
        { length: 9 },
        (_, n) => CODE[parseInt(bits.slice(n * 6, n * 6 + 6), 2)],
      ).join("")
    })
    .join("")
