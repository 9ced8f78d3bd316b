// You are the cell: the page asks for the numbers of every step, one after the other.

import { derivation, orderOf, sameRef } from "./derive.js"

/** A typed number may be off by this much, as it is asked to one decimal. */
const NEAR = 0.061

/** A number as people type it, with a comma or a true minus; NaN if it is none. */
export const readNumber = text => {
  const plain = text.trim().replace("−", "-").replace(",", ".")
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? +plain : Number.NaN
}

export const isNear = (typed, value) => Math.abs(typed - value) <= NEAR

const tenth = value => (Math.round(10 * value) / 10 || 0).toFixed(1)

/**
 * Three numbers to choose from, to one decimal and in order, one of them right: [[text, right]].
 *
 * @returns {[string, boolean][]}
 */
export const threeOf = (value, sum) => {
  const others = [-value, sum, 1 - Math.abs(value), value / 2, 0, 1, 0.5, -0.5]
    .map(tenth)
    .filter((text, n, all) => text !== tenth(value) && all.indexOf(text) === n)
  return [tenth(value), ...others.slice(0, 2)]
    .sort((a, b) => +a - +b)
    .map(text => /** @type {[string, boolean]} */ ([text, text === tenth(value)]))
}

/** All questions of a run, step after step: derivations with `how` they are asked, "typed" or "chosen". */
export const questionsOf = (context, named) =>
  context.steps.flatMap((_, t) =>
    orderOf(context, t).map(ref => {
      const found = derivation(context, ref, named)
      return { ...found, t, how: found.squash ? "chosen" : "typed" }
    }),
  )

/** A round: which question is asked, which numbers are known by now, how many were right at once. */
export const makeRound = questions => {
  const s = { at: 0, missed: false, right: 0 }
  return {
    get at() {
      return s.at
    },
    get right() {
      return s.right
    },
    get done() {
      return s.at >= questions.length
    },
    get question() {
      return questions[s.at] ?? null
    },
    /** Whether a number is still to be found. */
    hides: ref => questions.slice(s.at).some(question => sameRef(question.ref, ref)),
    miss: () => {
      s.missed = true
    },
    /** On to the next question. */
    pass: () => {
      if (!s.missed) s.right += 1
      Object.assign(s, { at: s.at + 1, missed: false })
    },
    /** On to the next step, its numbers filled in. */
    skip: () => {
      const { t } = questions[s.at]
      while (questions[s.at]?.t === t) s.at += 1
      s.missed = false
    },
  }
}
