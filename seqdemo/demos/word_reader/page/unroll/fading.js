// Columns that show an answer to an older drawing.

/** Milliseconds until an answer is slow. */
const SLOW = 350

/**
 * A state depends on all letters up to it: after a change the columns from there on are old news.
 * They fade only if the answer is slow, or every stroke would flicker and be drawn once more.
 */
export const makeFading = (root, columns, drawing) => {
  let waiting = 0
  const fade = answered => {
    let same = true
    ;[...columns.children].forEach((column, k) => {
      same &&= drawing.grids[k] === answered[k]
      column.classList.toggle("stale", !same)
    })
    root.classList.toggle("waiting", drawing.grids.join() !== answered.join())
  }
  return {
    /** The drawing has changed, or `answered` is what was drawn when the answer was given. */
    mark(answered) {
      clearTimeout(waiting)
      if (drawing.grids.join() === answered.join()) fade(answered)
      else waiting = setTimeout(() => fade(answered), SLOW)
    },
    dispose: () => clearTimeout(waiting),
  }
}
