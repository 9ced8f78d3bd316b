// What a character is drawn from: bars, and sliders that move them as they move.

import { make } from "../../../../web/shared/element.js"
import { percent, visible } from "../../../../web/shared/format.js"
import { probabilities } from "../../../../web/shared/sampling.js"
import { barList } from "../../../../web/steps/bars.js"
import { choicesAt } from "./growth.js"
import { logitsFor } from "./states.js"

const ROWS = 8

/** @typedef {{ temperature: number, topK: number | null, topP: number | null }} Setting */

/** Whether a character was not drawn: it was there already. */
export const onlyRead = (view, n) => view.scoring || n < view.promptLength

const same = (a, b) => a.temperature === b.temperature && a.topK === b.topK && a.topP === b.topP

/** Symbols for character `n`, likeliest first, with how likely they were before and after. */
const rankedAt = (view, n, setting) => {
  const logits = logitsFor(view.layer, n)
  if (!logits) return null
  const before = probabilities(logits),
    after = probabilities(logits, setting)
  const order = Array.from(before.keys()).sort((a, b) => before[b] - before[a] || a - b)
  return order.map((index, rank) => ({
    symbol: view.names[index],
    rank,
    before: before[index],
    after: after[index],
  }))
}

/** The same while the text grows, when only the likeliest are here. */
const fewAt = (view, n) => {
  const few = choicesAt(view, n).map((choice, rank) => ({
    ...choice,
    rank,
    after: onlyRead(view, n) ? choice.before : choice.after,
  }))
  const there = few.some(choice => choice.symbol === view.text[n])
  return there
    ? few
    : [
        ...few,
        {
          symbol: view.text[n],
          rank: -1,
          before: 2 ** -view.bits[n],
          after: view.choices.chosen[n],
        },
      ]
}

/** The likeliest, and the character that stands there, always. */
export const rowsAt = (view, n, setting) => {
  const ranked = rankedAt(view, n, setting) ?? fewAt(view, n),
    first = ranked.slice(0, ROWS)
  if (first.some(choice => choice.symbol === view.text[n])) return first
  return [...first.slice(0, ROWS - 1), ranked.find(choice => choice.symbol === view.text[n])]
}

const place = rank => `, number ${rank + 1} by the network`

const barsOf = (view, n, setting, plain) =>
  barList(
    rowsAt(view, n, setting).map(({ symbol, rank, before, after }) => ({
      label: visible(symbol),
      p: after,
      tick: plain ? undefined : before,
      best: symbol === view.text[n],
      none: after === 0,
      said: after ? percent(after) : "cut",
      title: `“${visible(symbol)}”: ${percent(before)} by the network${rank < 0 ? "" : place(rank)}`,
    })),
  )

/** @param {Setting} setting */
const inWords = ({ temperature, topK, topP }) => {
  if (!temperature) return "temperature 0, always the likeliest"
  return [
    `temperature ${+temperature.toFixed(2)}`,
    ...(topK === null ? [] : [`top-k ${topK}`]),
    ...(topP === null ? [] : [`top-p ${+topP.toFixed(2)}`]),
  ].join(", ")
}

const noteOf = (view, n, setting) => {
  const note = make("p", "note"),
    own = percent(2 ** -view.bits[n]),
    mark = [make("i", "tick"), `marks the network's own probability, before that: ${own}.`]
  if (!same(setting, view.drawn))
    note.append(`With ${inWords(setting)} it would be drawn from these. `, ...mark)
  else if (onlyRead(view, n)) note.append("How likely each character was to come next.")
  else if (view.changed.includes(n - view.promptLength))
    note.append(`It would have drawn from the bars (${view.sampling}). `, ...mark)
  else
    note.append(
      `Drawn from the bars: ${view.sampling}; “${visible(view.text[n])}” had ${percent(view.choices.chosen[n])}. `,
      ...mark,
    )
  return note
}

const SLIDERS = [
  {
    name: "temperature",
    label: "Temperature",
    min: 0,
    max: 2,
    step: 0.05,
    off: null,
    title: "Divides the network's scores: low is careful, 1 as trained, high is wild",
  },
  {
    name: "topK",
    label: "Top-k",
    min: 1,
    max: 65,
    step: 1,
    off: 65,
    title: "Only so many of the likeliest stay; all the way right is off",
  },
  {
    name: "topP",
    label: "Top-p",
    min: 0.05,
    max: 1,
    step: 0.05,
    off: 1,
    title: "Only the likeliest that together hold this share stay; all the way right is off",
  },
]

/**
 * Sliders of a setting; they stay while the bars are drawn anew.
 *
 * @param {{ moved: (setting: Setting) => void, anew: () => void }} actions
 */
const makeSliders = ({ moved, anew }) => {
  const box = make("div", "sliders"),
    rows = SLIDERS.map(slider => {
      const row = make("label", "slider"),
        input = make("input"),
        said = make("output", "", "")
      Object.assign(input, { type: "range", min: slider.min, max: slider.max, step: slider.step })
      row.title = slider.title
      row.append(make("span", "", slider.label), input, said)
      input.addEventListener("input", () => moved(setting()))
      box.append(row)
      return { ...slider, input, said }
    })
  const setting = () =>
    /** @type {any} */ (
      Object.fromEntries(
        rows.map(({ name, input, off }) => [name, +input.value === off ? null : +input.value]),
      )
    )
  const button = (words, act) => {
    const made = make("button", "", words)
    made.type = "button"
    made.addEventListener("click", act)
    return made
  }
  const back = button("as it was", () => moved(null)),
    again = button("write it anew like this", anew),
    line = make("div", "acts")
  line.append(again, back)
  box.append(line)
  return {
    box,
    show(view, now) {
      const own = same(now, view.drawn)
      for (const { name, off, input, said } of rows) {
        const value = now[name] ?? off
        if (+input.value !== value) input.value = String(value)
        said.textContent = now[name] === null ? "off" : String(+value.toFixed(2))
      }
      back.disabled = own
      again.disabled = own
      again.hidden = view.fixed
    },
  }
}

/** Bars, a note and sliders in a panel; `show(view, n)` fills them for a character. */
export const makeDraw = actions => {
  const bars = make("div"),
    sliders = makeSliders({ moved: setting => actions.tried(setting), anew: () => actions.anew() })
  bars.style.display = "contents"
  return {
    parts: [bars, sliders.box],
    show(view, n) {
      const setting = view.tried ?? view.drawn,
        own = same(setting, view.drawn)
      bars.replaceChildren(
        barsOf(view, n, setting, own && onlyRead(view, n)),
        noteOf(view, n, setting),
      )
      sliders.box.hidden = !logitsFor(view.layer, n)
      sliders.show(view, setting)
    },
  }
}
