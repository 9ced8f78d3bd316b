// A pupil who is one unit of a network: its weights, what comes in, and its new value.

import { make } from "../../../../web/shared/element.js"
import { keepTo } from "../../../../web/shared/keep_to.js"
import { playedRun, same, short, termsOf, threeOf } from "../../../../web/tiny/played.js"

/** Characters of a value. */
const LONGEST = 10

/** Milliseconds until a value that Python does not show is sent again. */
const AGAIN = 2500

const nameOf = ({ letter, unit }, own) =>
  letter !== undefined
    ? `letter ${letter}`
    : unit === undefined
      ? "always"
      : `unit ${unit + 1}${unit === own ? " (you)" : ""}, last`

const signed = weight => `× ${short(weight)}`

const sums = play => {
  const table = make("table", "sum")
  for (const { from, value, weight } of termsOf(play, play.unit)) {
    const row = make("tr", weight === 0 ? "idle" : "")
    const head = make("th", "", nameOf(from, play.unit))
    head.scope = "row"
    row.append(head, make("td", "", short(value)), make("td", "", signed(weight)))
    table.append(row)
  }
  return table
}

/** What became of the value given for the letter before. */
const before = play => {
  const step = playedRun(play)[play.at - 1],
    mine = play.own[play.at - 1]
  if (!step || mine === undefined) return ""
  const { unit } = play,
    right = step.right[unit]
  const how = same(mine, right) ? "✓ right" : `✗ the sum was ${short(right)}`
  const counted = same(mine, step.hidden[unit])
    ? ""
    : ` The middle of all who are unit ${unit + 1} counts: ${short(step.hidden[unit])}.`
  return `You gave ${short(mine)}: ${how}.${counted}`
}

/** What was typed for the letter before and never kept. */
const unsent = (play, typed) => {
  const mine = play.own[play.at - 1],
    value = Number(typed.replace("−", "-").replace(",", "."))
  if (!typed || (mine !== undefined && same(value, mine))) return ""
  return `“${typed}” was not handed in before that letter was over. `
}

const choices = play => {
  const box = make("div", "three")
  box.setAttribute("role", "group")
  box.setAttribute("aria-label", "One of these is right")
  for (const value of threeOf(play, play.unit)) {
    const button = make("button", "", short(value))
    button.type = "button"
    button.dataset.value = short(value)
    box.append(button)
  }
  return [make("p", "how", "One of these is right:"), box]
}

const offer = () => {
  const button = make("button", "offer", "Give me three to choose from")
  button.type = "button"
  button.dataset.three = "yes"
  return [button]
}

const answer = play => {
  const logit = playedRun(play).at(-1)?.logits[0] ?? 0
  const box = make("div", "told")
  box.append(
    make("p", "last", before(play)),
    make("p", "", play.ask),
    make("b", "", `You say: ${logit > 0 ? "yes" : "no"}`),
    make("p", "", "The board shows whether that is right, and where an error came in."),
  )
  return [box]
}

/** @param {HTMLFormElement} form @param {(what: any) => void} act */
export const makeUnit = (form, act) => {
  const s = { play: /** @type {any} */ (null), sent: "", stand: "", at: 0, timer: 0, helped: false }
  const input = () => /** @type {HTMLInputElement | null} */ (form.querySelector("input"))

  const send = () => {
    clearTimeout(s.timer)
    if (!s.sent || !s.play) return
    act({ do: "give", letter: s.play.at, text: s.sent })
    s.timer = setTimeout(send, AGAIN)
  }
  const submitted = event => {
    event.preventDefault()
    s.sent = input()?.value.trim() ?? ""
    send()
  }
  // A class that is slow at sums has three values to choose from; once wanted, at every letter.
  const pressed = event => {
    const { value, three } = event.target.closest("button")?.dataset ?? {}
    if (three) {
      s.helped = true
      event.target.replaceWith(...choices(s.play))
    }
    if (!value) return
    s.sent = value
    send()
  }
  form.addEventListener("submit", submitted)
  form.addEventListener("click", pressed)

  const asked = play => {
    const { unit, word, at } = play
    const who = make("p", "who")
    who.append(make("b", "", `You are unit ${unit + 1}`), ` of ${play.shape.units}`)
    const reads = make("p", "reads")
    reads.append(`Letter ${at + 1} of ${word.length}: `, make("b", "", word[at]))
    const field = make("div", "field"),
      value = make("input")
    value.inputMode = "decimal"
    value.autocomplete = "off"
    const over = keepTo(value, () => LONGEST)
    value.setAttribute("aria-label", "Your new value")
    value.placeholder = "your new value"
    field.append(value)
    const keep = make("button", "primary keep", "Keep my value")
    keep.type = "submit"
    const state = make("p", "state")
    state.setAttribute("role", "status")
    return [
      who,
      reads,
      make("p", "how", "Multiply each row, add all up. Less than 0 counts as 0."),
      sums(play),
      field,
      over,
      keep,
      ...(s.helped ? choices(play) : offer()),
      state,
      make("p", "last", before(play)),
    ]
  }

  return {
    /** Draw the unit; returns whether there is a play. */
    draw: (play, problem) => {
      form.hidden = !play
      if (!play) s.stand = ""
      s.play = play
      if (!play) return false
      const over = play.at >= play.word.length
      const stand = JSON.stringify([play.name, play.word, play.at])
      if (stand !== s.stand) {
        s.sent = ""
        clearTimeout(s.timer)
        const left = unsent(play, s.at < play.at ? (input()?.value.trim() ?? "") : "")
        form.replaceChildren(...(over ? answer(play) : asked(play)))
        const last = form.querySelector(".last")
        if (last) last.textContent = left + last.textContent
        s.at = play.at
      }
      s.stand = stand
      if (over) return true
      const mine = play.own[play.at]
      if (mine !== undefined || problem) {
        clearTimeout(s.timer)
        s.sent = ""
      }
      form.querySelector(".keep").textContent =
        mine === undefined ? "Keep my value" : "Change my value"
      form.querySelector(".state").textContent =
        problem || (mine === undefined ? "" : `Kept: ${short(mine)}. Wait for the next letter.`)
      return true
    },
    dispose: () => {
      clearTimeout(s.timer)
      form.removeEventListener("submit", submitted)
      form.removeEventListener("click", pressed)
    },
  }
}
