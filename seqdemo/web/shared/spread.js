// Labels beside the ends of curves, none over another.

const APART = 17

/** Places of labels, none nearer to the next than `apart`, each as near as can be to where it belongs. */
export const spread = (wanted, low, high, apart = APART) => {
  const order = wanted.map((y, n) => [y, n]).sort((a, b) => a[0] - b[0]),
    found = []
  let from = low
  for (const [y, n] of order) {
    found[n] = Math.max(y, from)
    from = found[n] + apart
  }
  let to = high
  for (const [, n] of order.reverse()) {
    found[n] = Math.min(found[n], to)
    to = found[n] - apart
  }
  return found
}
