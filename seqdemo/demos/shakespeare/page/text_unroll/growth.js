// A text that grows: Python sends what is new, and it is joined here to what came before.

import { unpack } from "../../../../web/shared/trace.js"

/** The first `kept` numbers of one typed array and all of another. */
const joined = (old, kept, added) => {
  const all = new added.constructor(kept + added.length)
  all.set(old.subarray(0, kept))
  all.set(added, kept)
  return all
}

const NO_CHOICES = {
  steps: 0,
  count: 1,
  symbols: new Uint8Array(),
  before: new Float32Array(),
  after: new Float32Array(),
  chosen: new Float32Array(),
}

const choicesOf = sent =>
  sent && {
    steps: sent.steps,
    count: sent.count,
    symbols: unpack(sent.symbols, Uint8Array),
    before: unpack(sent.before, Float32Array),
    after: unpack(sent.after, Float32Array),
    chosen: unpack(sent.chosen, Float32Array),
  }

const withChoices = (old, first, added) => {
  if (!added) return first ? old : NO_CHOICES
  const { count } = added,
    rows = (name, width) => joined(first ? old[name] : NO_CHOICES[name], first * width, added[name])
  return {
    steps: first + added.steps,
    count,
    symbols: rows("symbols", count),
    before: rows("before", count),
    after: rows("after", count),
    chosen: rows("chosen", 1),
  }
}

/**
 * What stands there after a message: `before` is what stood there, or null. A message that begins
 * at character 0 has everything; a later one only what changes. Null if something in between is
 * missing, text or all that was sent of it last: Python has to send it all again.
 */
export const grown = (before, sent) => {
  const { first } = sent,
    bits = unpack(sent.bits, Float32Array),
    choices = choicesOf(sent.choices)
  if (!first) return { ...sent, bits, choices: withChoices(null, 0, choices) }
  if (
    before?.rev !== sent.rev ||
    before.whole !== sent.whole ||
    before.text.length < first ||
    Math.max(1, before.choices.steps) < first
  )
    return null
  return {
    ...before,
    ...sent,
    text: before.text.slice(0, first) + sent.text,
    bits: joined(before.bits, first, bits),
    choices: withChoices(before.choices, first, choices),
  }
}

/** The likeliest symbols for character `n`, and how likely they were. */
export const choicesAt = ({ choices, names }, n) =>
  Array.from({ length: choices.count }, (_, k) => n * choices.count + k).map(k => ({
    symbol: names[choices.symbols[k]],
    before: choices.before[k],
    after: choices.after[k],
  }))
