// Sampling from logits, the same numbers as Python's `seqdemo.core.sampling`.

/**
 * The distribution a symbol is drawn from; what is cut has exactly 0.
 *
 * @param {ArrayLike<number>} logits Nats.
 * @param {{ temperature?: number, topK?: number | null, topP?: number | null }} sampling
 */
export const probabilities = (logits, { temperature = 1, topK = null, topP = null } = {}) => {
  const size = logits.length,
    p = new Float64Array(size)
  let best = 0
  for (let n = 1; n < size; n++) if (logits[n] > logits[best]) best = n
  if (temperature === 0) {
    p[best] = 1
    return p
  }
  let sum = 0
  for (let n = 0; n < size; n++) sum += p[n] = Math.exp((logits[n] - logits[best]) / temperature)
  for (let n = 0; n < size; n++) p[n] /= sum
  if (topK === null && topP === null) return p
  const order = Array.from(p.keys()).sort((a, b) => p[b] - p[a] || a - b)
  const cut = order.slice(keptOf(p, order, topK, topP))
  for (const n of cut) p[n] = 0
  const left = p.reduce((all, share) => all + share, 0)
  return p.map(share => share / left)
}

/** How many of the likeliest stay: the share is of what top-k has left, the first one always stays. */
const keptOf = (p, order, topK, topP) => {
  const most = topK === null ? order.length : Math.min(topK, order.length)
  if (topP === null || topP >= 1) return most
  const mass = order.slice(0, most).reduce((all, n) => all + p[n], 0)
  let kept = 0
  for (let before = 0; kept < most && before < topP * mass - 1e-12; kept++) before += p[order[kept]]
  return Math.max(1, kept)
}
