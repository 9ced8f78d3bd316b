// Which symbols of a text stand in which line: worked out once for a width, so that of a long text
// only the lines in sight need to be on the page.

const WORD_GAP = 0.35,
  WORD_EDGE = 4 // of a word, as in the style sheet: em behind, pixels beside

/** Widths of symbols in a font; equal ones are measured once. */
export const measuring = style => {
  const pen = document.createElement("canvas").getContext("2d"),
    known = new Map(),
    size = parseFloat(style.fontSize)
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  const spacing = parseFloat(style.letterSpacing) || 0
  return (symbol, joined) => {
    if (!known.has(symbol))
      known.set(symbol, pen.measureText(symbol).width + spacing * symbol.length)
    return known.get(symbol) + (joined ? 0 : 2 * WORD_EDGE + WORD_GAP * size)
  }
}

/** First symbol of every line, and the end: words stay whole where they fit. */
export const breakLines = (labels, joined, width, widthOf) => {
  const starts = [0]
  let used = 0,
    lastSpace = -1
  labels.forEach((label, n) => {
    const wide = label === "\n" ? 0 : widthOf(label, joined),
      start = starts[starts.length - 1]
    if (used + wide > width && n > start) {
      const cut = joined && lastSpace >= start && label !== " " ? lastSpace + 1 : n
      starts.push(cut)
      used = 0
      for (let k = cut; k < n; k++) used += widthOf(labels[k], joined)
    }
    used += wide
    if (label === " ") lastSpace = n
    if (label === "\n") {
      starts.push(n + 1)
      used = 0
    }
  })
  if (starts[starts.length - 1] < labels.length) starts.push(labels.length)
  return starts
}
