// Scales and ticks of a chart over time.

/** Round numbers between two, about `count` of them. */
export const ticks = (low, high, count) => {
  const rough = (high - low) / count,
    power = 10 ** Math.floor(Math.log10(rough || 1))
  const step = [1, 2, 5, 10].map(n => n * power).find(n => n >= rough) ?? power
  const found = []
  for (let at = Math.ceil(low / step) * step; at <= high + step * 1e-9; at += step)
    found.push(Math.abs(at) < step * 1e-9 ? 0 : at)
  return found
}

/** A number as short as it can be, with thousands apart. */
export const short = value => {
  const size = Math.abs(value)
  if (size >= 1e7 || (size > 0 && size < 1e-3)) return value.toExponential(1).replace("-", "−")
  return value
    .toLocaleString("en", { maximumFractionDigits: size >= 100 ? 0 : size >= 10 ? 1 : 2 })
    .replace("-", "−")
}

/** Lowest and highest of lists of numbers, with a little room. */
export const extent = lists => {
  const all = lists.flat().filter(Number.isFinite)
  const low = Math.min(...all),
    high = Math.max(...all),
    room = (high - low || Math.abs(high) || 1) * 0.06
  return [low - room, high + room]
}

/** Points as the `d` of a path. */
export const path = points =>
  points.map(([x, y], n) => `${n ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("")
