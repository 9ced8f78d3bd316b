// Shares of one whole, such as a visitor's probabilities: they always sum to 1.

export const evenShares = count => Array(count).fill(1 / count)

/** One of them is set to `value`, 0..1; the others keep their proportions. */
export const withShare = (shares, at, value) => {
  const own = Math.min(1, Math.max(0, value)),
    others = 1 - shares[at],
    count = shares.length - 1
  if (!count) return [1]
  return shares.map((share, n) =>
    n === at ? own : others > 1e-9 ? (share / others) * (1 - own) : (1 - own) / count,
  )
}
