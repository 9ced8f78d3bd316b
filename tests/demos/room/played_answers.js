// What the browser makes of networks that a class plays, from the cases on stdin.

import { readFileSync } from "node:fs"
import { playedRun, termsOf } from "../../../seqdemo/web/tiny/played.js"

const answers = JSON.parse(readFileSync(0, "utf8")).map(net => {
  const steps = playedRun(net)
  return {
    hidden: steps.map(step => step.hidden),
    right: steps.map(step => step.right),
    logits: steps.map(step => step.logits[0]),
    terms: net.given.length < net.word.length ? termsOf(net, 0) : [],
  }
})
console.log(JSON.stringify(answers))
