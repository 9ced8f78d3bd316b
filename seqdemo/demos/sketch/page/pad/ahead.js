// How a network goes on: its lines up to a step, and the Gaussians its next place is drawn from.

import { scaled, unpack } from "../../../../web/shared/trace.js"

/** An answer with its numbers unpacked: places, where the pen is lifted, Gaussians of each step. */
export const readAhead = ahead => {
  const numbers = unpack(ahead.places, Float32Array),
    { count, shares, numbers: rest, pen } = ahead.gaussians
  const places = Array.from({ length: numbers.length / 2 }, (_, n) => [
    numbers[2 * n],
    numbers[2 * n + 1],
  ])
  return {
    ...ahead,
    places,
    count,
    shares: scaled(shares),
    numbers: scaled(rest),
    pen: scaled(pen),
  }
}

/** Lines [[x, y], ...] of the first `steps` places. */
export const linesUpTo = ({ places, lifted, start, drawing }, steps) => {
  const lines = []
  let line = drawing ? [start] : []
  for (let n = 0; n < steps; n++) {
    line.push(places[n])
    if (lifted[n] !== "1") continue
    lines.push(line)
    line = []
  }
  if (line.length) lines.push(line)
  return lines
}

/** Where the pen is after so many steps. */
export const penAt = ({ places, start }, steps) => (steps > 0 ? places[steps - 1] : start)

/** What the pen does next, in probabilities: [down, up, end]; null where it is not known. */
export const penChances = ({ pen }, step) =>
  3 * step + 3 <= pen.length ? [...pen.subarray(3 * step, 3 * step + 3)] : null

/** Gaussians at a step, as ellipses of two standard deviations: {weight, x, y, long, short, turn}. */
export const ellipsesAt = (ahead, step) => {
  const { count, shares, numbers } = ahead,
    [px, py] = penAt(ahead, step)
  if (2 * count * (step + 1) > shares.length) return []
  return Array.from({ length: count }, (_, n) => {
    const at = step * count + n,
      [weight, rho] = shares.subarray(2 * at, 2 * at + 2),
      [dx, dy, sx, sy] = numbers.subarray(4 * at, 4 * at + 4)
    const [a, b, c] = [sx * sx, rho * sx * sy, sy * sy],
      middle = (a + c) / 2,
      apart = Math.hypot((a - c) / 2, b)
    return {
      weight,
      x: px + dx,
      y: py + dy,
      turn: (90 * Math.atan2(2 * b, a - c)) / Math.PI,
      long: 2 * Math.sqrt(middle + apart),
      short: 2 * Math.sqrt(Math.max(0, middle - apart)),
    }
  })
}
