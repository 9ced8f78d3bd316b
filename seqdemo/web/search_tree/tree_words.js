// What the beam tree says of a hypothesis, in words and numbers.

import { percent, significant } from "../shared/format.js"

export const minus = value => `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(1)}`
export const exactly = value => `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(2)}`

/** Three digits that count, so that sentences of nearly the same score differ. */
export const precisely = value =>
  `${value < 0 ? "−" : ""}${Math.abs(value) < 0.1 ? Math.abs(value).toPrecision(3) : Math.abs(value).toFixed(2)}`

/** The words of a hypothesis, from the first to its own; the end is "". */
export const pathOf = (tree, step, place) => {
  const words = []
  for (let at = place; step >= 0; step--) {
    words.unshift(tree[step][at].word)
    at = tree[step][at].parent
  }
  return words
}
const FATES = {
  kept: "It goes on.",
  finished: "A finished sentence.",
  dropped: "It ends here: others were likelier.",
}

/** Words of a hypothesis as one text; a piece that goes on with a word begins with a dot. */
const textOf = words => words.join(" ").replaceAll(" ·", "")

export const storyOf = (tree, step, place) => {
  const node = tree[step][place],
    words = pathOf(tree, step, place).filter(word => word)
  const share = Math.exp(node.p),
    p = share < 0.0005 ? significant(share, 1) : percent(share)
  return `${textOf(words) || "nothing"}${node.word ? " …" : " ■"}  ${exactly(node.p)} nats, probability ${p}. ${FATES[node.fate]}`
}
