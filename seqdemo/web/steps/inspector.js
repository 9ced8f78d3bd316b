// The panel beside the picture: what the step says, and the unit that is selected.

import { flipButtons, inside, make, said } from "../shared/element.js"
import { equationBox } from "../shared/equations.js"
import { percent } from "../shared/format.js"
import { presenting } from "../shared/presented.js"
import { heldLink, turns } from "../shared/turns.js"
import { barList } from "./bars.js"
import { layerName } from "./rows.js"
import { slotWords } from "./slots.js"
import { unitStory } from "./story.js"
import { unitCharts } from "./unit_chart.js"

const LOOKS = 4
/** Width of a unit's chart that fills the screen. */
const WIDE = 560

const headline = ({ columns, labels }, t) => {
  const box = make("div", "headline"),
    { input, output } = columns[t],
    label = labels[t] || slotWords(input),
    reads = label === String(t + 1) ? "" : `reads “${label}”`, // a frame has no name but its place
    says = output && output.kind !== "stroke" ? "says" : ""
  box.append(
    make(
      "div",
      "says",
      `Step ${t + 1} of ${columns.length} ${[reads, says].filter(Boolean).join(" and ")}`.trim(),
    ),
  )
  if (says)
    box.append(
      make(
        "div",
        "word",
        output.kind === "bars" ? (output.chosen ?? output.choices[0]?.[0]) : slotWords(output),
      ),
    )
  return box
}

const choices = ({ columns, pick }, t) => {
  const { output } = columns[t]
  if (output?.kind !== "bars") return []
  const taken = output.chosen ?? output.choices[0]?.[0]
  return [
    barList(
      output.choices.map(([label, p]) => ({
        label,
        p,
        best: label === taken,
        pick: pick && (() => pick(t, label)),
        title: pick && `Choose “${label}” here`,
      })),
    ),
  ]
}

const looks = ({ attention }, t) => {
  if (!attention) return []
  const { values, source } = attention,
    row = values.subarray(t * source.length, (t + 1) * source.length)
  const best = Array.from(row.keys())
    .sort((a, b) => row[b] - row[a])
    .slice(0, LOOKS)
  return [
    make("h2", "", "Where it looks"),
    barList(best.map(n => ({ label: source[n] || "·", p: row[n], said: percent(row[n]) }))),
  ]
}

/**
 * Title, story, chart and equations of a unit; what every picture over time shows of one.
 *
 * @param {{ layer: any, unit: number, labels: string[], colour: (value: number) => string, title: string, most?: number, flip?: (by: number) => void, over?: string, width?: number, turned?: HTMLElement[] }} view
 */
export const unitParts = (
  { layer, unit, labels, colour, most, title, flip, over, width, turned = [] },
  t,
) => {
  const head = make("h2")
  head.append(make("span", "", title), ...(flip ? flipButtons(flip) : []))
  return [
    head,
    ...turned,
    make("p", "note", unitStory(layer, labels, unit, over)),
    ...unitCharts(layer, unit, t, { labels, colour, most, width: presenting() ? WIDE : width }),
    ...equationBox(layer, t, unit),
  ]
}

const layerChips = ({ layers, depth, choose }) => {
  if (layers.length < 2) return []
  const row = make("div", "layers")
  row.setAttribute("role", "radiogroup")
  row.setAttribute("aria-label", "Layer")
  row.append(
    ...layers.map((_, n) => {
      const chip = make("button", "", layerName(layers, n))
      chip.type = "button"
      chip.setAttribute("role", "radio")
      chip.setAttribute("aria-checked", String(n === depth))
      chip.addEventListener("click", () => choose(n))
      return chip
    }),
  )
  return [row]
}

/**
 * Links that hold a unit in the explorer, whose address with this input is `hold`, "" for none.
 *
 * @param {string} hold
 * @param {{ layer: number, unit: number, at: number }} place
 */
export const heldHere = (hold, place) =>
  hold ? [turns(value => heldLink(hold, place, value), true)] : []

export const fillInspector = (panel, view, t) => {
  const { layers, depth, unit, hold, began } = view,
    layer = layers[depth],
    where = layerName(layers, depth),
    bars = [...choices(view, t), ...looks(view, t)]
  panel.replaceChildren(
    said([headline(view, t), ...bars], bars.length ? "one-step" : ""),
    inside([
      ...layerChips(view),
      ...unitParts(
        {
          ...view,
          layer,
          most: layer.most.hidden,
          title: `Unit ${unit}${where && `, ${where}`}`,
          turned: heldHere(hold, { layer: depth, unit, at: began + t }),
        },
        t,
      ),
    ]),
  )
}
