// What a pupil sees at the reveal: whether it was right, what the network says, what others said.

import { elements } from "../../../../web/lesson/elements.js"
import { histogram } from "../blackboard/histogram.js"
import { speakerOf } from "../blackboard/speaker.js"
import { resultRows } from "./result_rows.js"

/** Draw it below the question, or hide it. `q` finds an element of the seat. */
export const drawRevealed = (q, question) => {
  const shown = question.phase === "revealed"
  q(".revealed").hidden = !shown
  if (!shown) return
  const how = { true: "✓ You were right. ", false: "✗ Not this time. " }[question.mine_right] ?? ""
  const said = question.problem || `${speakerOf(question)}${question.said ?? ""}`
  q(".verdict").textContent = how + said
  q(".rows").replaceChildren(
    ...(question.histogram ? [histogram(question.histogram)] : resultRows(question.rows ?? [])),
  )
  q(".explain").replaceChildren(...elements(question.explain ?? []))
}
