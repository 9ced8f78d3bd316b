// Scales and ticks of a chart over time.

import { decimals, significant } from "../../../../web/shared/format.js"

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

/** A tick in words, with the decimals of its step. */
export const tickText = (tick, step) => {
  const size = Math.abs(tick)
  if (size >= 1e12 || !(step >= 1e-6)) return significant(tick)
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))
  return decimals(tick, digits)
}

const YEAR = 12,
  MONTHS = [1, 2, 3, 6, YEAR, 2 * YEAR, 3 * YEAR, 5 * YEAR, 10 * YEAR, 20 * YEAR]

/** Places of labels that are written, at least `apart`: of months, those that divide years. */
export const written = (labels, apart) => {
  const months = labels.map(label => /^(\d{4})-(\d{2})$/.exec(label)),
    every = MONTHS.find(count => count >= apart)
  if (!every || !months.every(Boolean))
    return labels.map((_, n) => n).filter(n => n % apart === Math.floor(apart / 2))
  const since = months.map(found => Number(found?.[1]) * YEAR + Number(found?.[2]) - 1)
  return labels.map((_, n) => n).filter(n => since[n] % every === 0)
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
