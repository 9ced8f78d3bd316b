// The panel beside: the selected unit now, and where it is highest and lowest.

import { flipButtons, make } from "../../../../web/shared/element.js"
import { number, visible } from "../../../../web/shared/format.js"
import { valueAt } from "../../../../web/shared/trace.js"
import { turns } from "../../../../web/shared/turns.js"

const PLACES = 4,
  APART = 4

/** Steps where `unit` is highest (sign 1) or lowest (-1), apart from each other. */
const extremes = (layer, name, unit, sign) => {
  const key = `${name}/${unit}/${sign}`
  layer.extremes ??= new Map()
  if (layer.extremes.has(key)) return layer.extremes.get(key)
  const steps = Array.from({ length: layer.steps }, (_, t) => t)
  steps.sort((a, b) => sign * (valueAt(layer, name, b, unit) - valueAt(layer, name, a, unit)))
  const taken = []
  for (const t of steps) {
    if (taken.length === PLACES) break
    if (taken.every(other => Math.abs(other - t) >= APART)) taken.push(t)
  }
  layer.extremes.set(key, taken)
  return taken
}

const around = (labels, t, joined) => {
  const space = joined ? "" : " ",
    text = steps => steps.map(visible).join(space)
  const before = labels.slice(Math.max(0, t - (joined ? 14 : 3)), t),
    after = labels.slice(t + 1, t + (joined ? 6 : 2))
  return [
    text(before) + (before.length ? space : ""),
    visible(labels[t]),
    (after.length ? space : "") + text(after),
  ]
}

const valueRow = (title, value, most, signed, colour) => {
  const bar = make("span", "bar"),
    fill = make("i"),
    share = Math.max(-1, Math.min(1, value / most))
  const from = signed ? Math.min(50, 50 + 50 * share) : 0,
    width = signed ? 50 * Math.abs(share) : 100 * Math.max(0, share)
  fill.style.left = `${from}%`
  fill.style.width = `${width}%`
  fill.style.background = colour
  bar.append(fill)
  return [make("span", "", title), bar, make("span", "", number(value))]
}

/** A row in words: "unit 7", or what its direction is called. */
export const rowName = (data, unit) => data.names[unit] ?? `${data.noun} ${unit}`

export const fillUnit = (panel, view, actions) => {
  const { layer, labels, joined, unit, at, kinds, tint } = view
  const title = make("div", "title")
  const name = rowName(view, unit),
    noun = view.noun[0].toUpperCase() + view.noun.slice(1)
  title.append(make("span", "", name[0].toUpperCase() + name.slice(1)))
  title.append(...flipButtons(actions.flip, `${noun} above (↑)`, `${noun} below (↓)`))
  const where = make("div", "where"),
    [before, now] = around(labels, at, joined)
  where.append(
    `step ${at + 1}, after `,
    make("q", "", `${at > 14 && joined ? "…" : ""}${before}${now}`),
  )
  const values = make("div", "values")
  for (const { name, title: words, signed, most } of kinds) {
    const value = valueAt(layer, name, at, unit)
    values.append(
      ...valueRow(words, value, most, signed, signed ? tint(value / most)[0] : "var(--soft)"),
    )
  }
  const parts = [title, where, values, ...(view.holds ? [turns(actions.hold)] : [])]
  const shown = kinds[0].name
  if (layer.steps > 2 * APART) {
    for (const [words, sign] of [
      ["Highest after", 1],
      ["Lowest after", -1],
    ]) {
      const list = make("div", "places")
      for (const t of extremes(layer, shown, unit, sign)) {
        const button = make("button"),
          text = make("span"),
          value = valueAt(layer, shown, t, unit)
        const [left, middle, right] = around(labels, t, joined),
          letter = make("b", "", middle)
        const [back, ink] = tint(value / kinds[0].most)
        letter.style.setProperty("--c", back)
        letter.style.setProperty("--t", ink)
        text.append(left, letter, right)
        button.type = "button"
        button.title = `Go to step ${t + 1}`
        button.append(text, make("span", "", number(value)))
        button.addEventListener("click", () => actions.choose(t))
        list.append(button)
      }
      parts.push(make("h2", "", words), list)
    }
  }
  panel.replaceChildren(...parts)
}
