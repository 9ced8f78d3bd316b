// What the browser makes of networks that a class plays, from the cases on stdin.

import { readFileSync } from "node:fs"
import { playedRun, termsOf, threeOf } from "../../../seqdemo/web/tiny/played.js"

const going = net => net.given.length < net.word.length

/** What the units are next, if all sums are right. */
const right = net => {
  const blank = Array(net.shape.units).fill(null)
  return playedRun({ ...net, given: [...net.given, blank] }).at(-1).right
}

const answers = JSON.parse(readFileSync(0, "utf8")).map(net => {
  const steps = playedRun(net)
  return {
    hidden: steps.map(step => step.hidden),
    right: steps.map(step => step.right),
    logits: steps.map(step => step.logits[0]),
    terms: going(net) ? termsOf(net, 0) : [],
    next: going(net) ? right(net) : [],
    three: going(net) ? right(net).map((_, k) => threeOf(net, k)) : [],
  }
})
console.log(JSON.stringify(answers))
