// What the numbers of one unit say in words; only what can be read off them.

import { number } from "../shared/format.js"
import { stepBefore, valueAt } from "../shared/trace.js"

const STEADY = 0.2,
  HELD = 0.8,
  WRITTEN = 0.3,
  LITTLE = 0.1

/** The layer's steps as it read them, first to last. */
const reading = layer => {
  const steps = Array.from({ length: layer.steps }, (_, t) => t)
  return layer.direction === "backward" ? steps.reverse() : steps
}
/** @returns {[number, number]} */
const span = values => [Math.min(...values), Math.max(...values)]
const fromTo = ([low, high]) =>
  number(low) === number(high) ? number(low) : `${number(low)} to ${number(high)}`

/** Why a value stayed over `steps`, if its gates say so. */
const gatesSay = (layer, unit, steps) => {
  const over = name => span(steps.map(t => valueAt(layer, name, t, unit)))
  if (layer.alone) return "it is shown the same again"
  if (layer.cell === "rnn") return "written again with nearly the same value"
  if (layer.cell === "gru" && layer.arrays.update) {
    const z = over("update")
    if (z[0] >= HELD) return `held by its gate (z ${fromTo(z)})`
    if (z[1] <= WRITTEN) return `written again with nearly the same value (z ${fromTo(z)})`
  }
  if (
    layer.cell === "lstm" &&
    layer.arrays.forget &&
    layer.arrays.input &&
    layer.arrays.candidate
  ) {
    const f = over("forget"),
      added = Math.max(
        ...steps.map(t =>
          Math.abs(valueAt(layer, "input", t, unit) * valueAt(layer, "candidate", t, unit)),
        ),
      )
    if (f[0] >= HELD && added <= LITTLE)
      return `its cell is held (f ${fromTo(f)}, i·g at most ${number(added)})`
    if (f[1] <= WRITTEN) return `its cell is written again (f ${fromTo(f)})`
  }
  return ""
}

/**
 * One sentence on where a unit moves most, and what it does then.
 *
 * `labels` name the steps, `over` begins the sentence.
 */
export const unitStory = (layer, labels, unit, over = "Over the sequence") => {
  const steps = reading(layer),
    value = t => valueAt(layer, "hidden", t, unit),
    named = t => `“${labels[t] || "?"}”`
  if (steps.length === 1) return `${number(value(0))} after ${named(0)}, on a scale from −1 to +1.`
  const jump = t => value(t) - valueAt(layer, "hidden", stepBefore(layer, t), unit)
  const place = steps.reduce(
    (best, t, n) => (Math.abs(jump(t)) > Math.abs(jump(steps[best])) ? n : best),
    0,
  )
  const at = steps[place],
    later = steps.slice(place + 1),
    by = jump(at)
  const most = `${over} it ${by < 0 ? "falls" : "rises"} most when ${named(at)} is read (${by < 0 ? "" : "+"}${number(by)})`
  if (!later.length) return `${most}.`
  const kept = later.findIndex(t => Math.abs(value(t) - value(at)) >= STEADY)
  if (kept > 0)
    return `${most}, stays so for ${kept} more step${kept > 1 ? "s" : ""}, and then it moves on.`
  if (kept === 0) return `${most}, and then it moves on.`
  const why = gatesSay(layer, unit, later)
  return `${most}, and then it stays${why && `: ${why}`}.`
}
