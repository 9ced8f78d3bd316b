// Sizes of tiles and columns, by the room there is.

/** Beside a tile in its column, in pixels. */
export const BESIDE = 34
/** A column in which bars, a band or a drawing are readable. */
export const LEAST = 118

const TILE = { compact: 84, phone: 96, desk: 128, projector: 176 },
  /** A column of a compact picture that holds nothing wider. */
  NARROWEST = 70,
  NARROW = ["text", "balance"]

/** Least width of a column: compact pictures show all of them where they can. */
export const leastWidth = (columns, width, compact) => {
  const narrow = columns.every(({ input, output }) =>
    [input, output].every(slot => !slot || NARROW.includes(slot.kind)),
  )
  if (!compact || !narrow) return LEAST
  return Math.max(NARROWEST, Math.min(LEAST, Math.floor((width - 2) / columns.length)))
}

/** Pixels of one unit in the tile of a layer, from the width of the picture. */
export const unitPixels = (layer, width, compact, least) => {
  const wide = width > 1500 ? TILE.projector : TILE.desk,
    tile = compact ? Math.min(TILE.compact, least - BESIDE) : width < 560 ? TILE.phone : wide
  return Math.max(2, Math.min(12, Math.floor(tile / layer.side)))
}
