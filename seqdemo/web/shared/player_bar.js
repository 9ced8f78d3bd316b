// The bar of buttons that plays through time.

import { make } from "./element.js"

const PACES = ["to talk over", "slow", "normal", "fast"]

const button = (name, sign, label, title) => {
  const made = make("button", "", sign)
  made.type = "button"
  made.dataset.do = name
  if (label) made.setAttribute("aria-label", label)
  if (title) made.title = title
  return made
}

const scrubber = each => {
  const scrub = make("input", "scrub")
  Object.assign(scrub, { type: "range", min: 1, max: 1, step: 1, value: 1 })
  scrub.setAttribute("aria-label", each[0].toUpperCase() + each.slice(1))
  return scrub
}

const paceChoice = milliseconds => {
  const pace = make("select", "pace")
  pace.setAttribute("aria-label", "Playing speed")
  pace.append(
    ...PACES.slice(-milliseconds.length).map(
      (name, k) => new Option(name, milliseconds[k], name === "normal", name === "normal"),
    ),
  )
  return pace
}

/**
 * Fill `bar` with the player's parts, and give them: {play, when, scrub, pace}.
 *
 * `each` is what a step is called, `paces` are milliseconds a step, slow to fast, three or four; `keys`
 * says which keys there are, those of units last, which a first visit does not show; more elements of
 * the picture's own stand before the speed.
 */
export const fillPlayerBar = (
  bar,
  { each = "step", paces = [5000, 1400, 800, 350], keys = "", more = [] } = {},
) => {
  const play = button("play", "▶ Play"),
    when = make("output", "when"),
    scrub = scrubber(each),
    pace = paceChoice(paces)
  play.className = "primary"
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", "Playback")
  bar.replaceChildren(
    button("first", "|◀", `First ${each}`, `First ${each} (Home)`),
    button("prev", "◀", `One ${each} back`, `One ${each} back (←)`),
    play,
    button("next", "▶", `One ${each} on`, `One ${each} on (→)`),
    when,
    scrub,
    ...more,
    pace,
  )
  if (keys) {
    const [first, units] = keys.split(" \u00a0 ")
    const hint = make("span", "keys", first)
    hint.setAttribute("aria-hidden", "true")
    if (units) hint.append(make("span", "inside", ` \u00a0 ${units}`))
    bar.append(hint)
  }
  return { play, when, scrub, pace }
}
