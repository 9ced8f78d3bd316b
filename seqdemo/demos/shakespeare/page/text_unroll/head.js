// What stands above and below the text: buttons, speed, headings, and the layers to choose from.

import { count } from "../../../../web/shared/format.js"
import { make } from "../../../../web/shared/element.js"

const fillRun = (run, { running, full, scoring }) => {
  run.textContent = running ? "■ Stop" : full ? "Full" : "▶ Write on"
  run.title = running
    ? "Stop writing; you can go on later"
    : full
      ? "A text has at most 2,000 characters"
      : "Let the network write 200 characters more"
  run.hidden = scoring
  run.disabled = full && !running
}

const layerButton = (n, chosen) => {
  const button = make("button", "", `layer ${n + 1}`)
  button.type = "button"
  button.dataset.depth = n
  button.setAttribute("role", "radio")
  button.setAttribute("aria-checked", String(chosen))
  return button
}

/** Fill them; `depth` is the layer that is shown. */
export const fillHead = (q, data, depth) => {
  fillRun(q('[data-do="run"]'), data)
  const undo = !data.running && data.owner && data.changed.length
  q('[data-do="undo"]').hidden = !undo
  // Both are too much for one line: with a choice the text would go down under the pointer.
  const speed = data.speed && !undo
  q(".speed").textContent = speed ? `${count(Math.round(data.speed))} characters/s` : ""
  q(".summary").textContent = data.summary
  q(".what").textContent = data.title
  const layers = Array.from({ length: data.layers }, (_, n) => layerButton(n, n === depth))
  q(".layers").replaceChildren(...layers)
}
