// What stands below a panel stays where it is: the panel keeps the greatest height it has had.

/** Keep what stands below from jumping: a panel, with `box-sizing: border-box`, only grows while it is as wide. */
export const keepTall = panel => {
  let width = 0
  // Told once it is laid out: to ask for its height would have the page laid out at once.
  const sizes = new ResizeObserver(([{ borderBoxSize }]) => {
    const [{ blockSize, inlineSize }] = borderBoxSize,
      kept = parseFloat(panel.style.minHeight) || 0
    if (inlineSize !== width && kept) free()
    else if (blockSize > kept) panel.style.minHeight = `${blockSize}px`
    width = inlineSize
  })
  /** Let it be as small as it is, as where it shows something else. */
  const free = () => {
    panel.style.minHeight = ""
    sizes.unobserve(panel)
    sizes.observe(panel)
  }
  sizes.observe(panel)
  return { free, dispose: () => sizes.disconnect() }
}
