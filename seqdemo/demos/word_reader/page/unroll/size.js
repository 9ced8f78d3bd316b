// How large columns, grids and tiles are.

/** Size `count` columns for `width` pixels; returns the pixels of a tile's cell, `side` in a row. */
export const sizeColumns = (root, width, count, side) => {
  // Fingers need larger cells than a mouse; a projector has room for larger ones.
  const least = matchMedia("(pointer: coarse)").matches ? 150 : 118,
    most = root.clientWidth > 1500 ? 250 : 190,
    large = most > 200
  const wide = Math.max(least, Math.min(most, Math.floor((width - 12) / Math.max(1, count))))
  const highest = innerHeight < 860 ? 6 : large ? 15 : 12
  const cell = Math.max(6, Math.min(highest, Math.floor((wide - 44) / side)))
  root.classList.toggle("dense", wide < 140)
  root.style.setProperty("--column", `${wide}px`)
  root.style.setProperty("--grid", `${Math.min(large ? 182 : 126, wide - 26)}px`)
  root.style.setProperty("--tile", `${cell * side}px`)
  return cell
}
