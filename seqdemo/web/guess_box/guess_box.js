// A guess before the answer: bars over the alternatives, dragged so that they sum to one.

import { make } from "../shared/element.js"
import { percent } from "../shared/format.js"
import { keepTo } from "../shared/keep_to.js"
import { evenShares, withShare } from "../shared/shares.js"

/** What a click on an alternative gives it. */
const MOSTLY = 0.75
/** What a typed word begins with, see `Named` in analysis/guesses.py. */
const HALF = 0.5

/**
 * What Python sends: `payload` in __init__.py.
 * @typedef {{rows: [string, number, number][], truth: string, verdict: string, came: string, scores: [string, number][]}} Revealed
 * @typedef {object} Payload
 * @property {string} rev Names the question.
 * @property {string} question In words.
 * @property {string[]} options Alternatives, or none where any word may be typed.
 * @property {string} rule How what is not shared out counts.
 * @property {string} noun What is guessed, in a word.
 * @property {string} hint What can be typed.
 * @property {number} longest Characters of a typed word.
 * @property {Revealed | null} revealed The answer, after the guess.
 */

/** What is sent for shares over options, or for a typed word; null while there is none. */
export const guessOf = (options, shares, word) => {
  if (options.length) return { kind: "shared", bars: options.map((label, n) => [label, shares[n]]) }
  return word ? { kind: "named", choice: word, share: shares[0] } : null
}

/** Bits as visitors read them. */
export const bitsWords = bits => `${bits.toFixed(bits < 9.95 ? 1 : 0)} bits`

const create = root => {
  const q = name => root.querySelector(name)
  const s = {
    rev: null,
    open: false,
    shares: /** @type {number[]} */ ([]),
    data: /** @type {any} */ (null),
  }
  /** @type {(name: string, value: unknown) => void} */
  let trigger = () => {}
  const input = q("input")

  // ---- before the guess ------------------------------------------------------------------------
  const word = () => input.value.trim()
  const names = () =>
    s.data.options.length
      ? s.data.options
      : [word() || `your ${s.data.noun}`, `any other ${s.data.noun}`]
  const slide = (name, n) => {
    const bar = make("input", "slide")
    Object.assign(bar, { type: "range", min: 0, max: 100, step: 1 })
    bar.setAttribute("aria-label", `Your share for ${name}`)
    bar.addEventListener("input", () => set(withShare(s.shares, n, +bar.value / 100), n))
    return bar
  }
  const openRow = (name, n) => {
    const row = make("div", "row"),
      choice = make(s.data.options.length ? "button" : "span", "name", name)
    if (s.data.options.length) {
      choice.type = "button"
      choice.title = `Mostly ${name}`
      choice.addEventListener("click", () => {
        set(withShare(evenShares(s.shares.length), n, MOSTLY))
      })
    }
    row.append(choice, slide(name, n), make("span", "p"))
    return row
  }
  const paint = (moved = -1) => {
    for (const [n, row] of [...q(".rows").children].entries()) {
      const bar = row.querySelector(".slide"),
        share = s.shares[n]
      if (n !== moved) bar.value = Math.round(100 * share)
      bar.style.setProperty("--p", share.toFixed(4))
      bar.setAttribute("aria-valuetext", percent(share))
      row.querySelector(".p").textContent = percent(share)
    }
    q("[data-do=keep]").disabled = !guessOf(s.data.options, s.shares, word())
  }
  const set = (shares, moved) => {
    s.shares = shares
    paint(moved)
  }
  const ask = () => {
    q(".rows").replaceChildren(...names().map(openRow))
    paint()
  }
  const begin = () => {
    const { options } = s.data
    s.shares = options.length ? evenShares(options.length) : [HALF, 1 - HALF]
    input.value = ""
  }

  // ---- after it --------------------------------------------------------------------------------
  const shut = (name, share) => {
    const bar = make("span", name)
    bar.style.setProperty("--p", share.toFixed(4))
    return bar
  }
  const shutRow = ([name, mine, theirs], truth) => {
    const row = make("div", name === truth ? "row came" : "row"),
      both = make("span", "two"),
      label = make("span", "name", name),
      shares = make("span", "p", percent(mine))
    both.append(shut("share", mine), shut("share network", theirs))
    shares.append(make("br"), document.createTextNode(percent(theirs)))
    row.setAttribute("role", "listitem")
    row.setAttribute(
      "aria-label",
      `${name}${name === truth ? ", which came" : ""}: you ${percent(mine)}, the network ${percent(theirs)}`,
    )
    row.append(label, both, shares)
    return row
  }
  const scoresElement = scores => {
    const line = make("div", "scores")
    for (const [who, bits] of scores) {
      const one = make("span", "", `${who}:`)
      one.append(make("b", "", bitsWords(bits)))
      line.append(one)
    }
    return line
  }
  const reveal = ({ rows, truth, verdict, came, scores }) => {
    q(".rows").replaceChildren(...rows.map(row => shutRow(row, truth)))
    q(".outcome").replaceChildren(
      make("div", "verdict", verdict),
      scoresElement(scores),
      make("p", "note", came),
    )
  }

  // ---- from the visitor ------------------------------------------------------------------------
  const keep = () => {
    const guess = guessOf(s.data.options, s.shares, word())
    if (guess) trigger("guess", { guess, rev: s.rev })
  }
  const acts = {
    keep,
    even: () => set(evenShares(s.shares.length)),
    again: () => trigger("again", {}),
  }
  root.addEventListener("click", event => acts[event.target.closest("[data-do]")?.dataset.do]?.())
  input.after(keepTo(input, () => s.data.longest))
  input.addEventListener("input", ask)
  input.addEventListener("keydown", event => {
    if (event.key === "Enter") keep()
  })

  return {
    update: (/** @type {Payload} */ data, { setTriggerValue }) => {
      trigger = setTriggerValue
      s.data = data
      const open = !data.revealed,
        fresh = data.rev !== s.rev,
        opened = fresh || open !== s.open
      if (fresh) begin()
      Object.assign(s, { rev: data.rev, open })
      q(".question").textContent = data.question
      q(".rule").textContent = data.rule
      q(".typed").hidden = !open || data.options.length > 0
      q(".yours").textContent = `Your ${data.noun}`
      input.placeholder = data.hint
      q("[data-do=keep]").hidden = !open
      q("[data-do=even]").hidden = !open || !data.options.length
      q("[data-do=again]").hidden = open
      q(".theirs").textContent = open
        ? "the network: hidden until you keep your guess"
        : "the network"
      q(".theirs").classList.toggle("hidden", open)
      if (open) {
        q(".rows").removeAttribute("role")
        q(".outcome").replaceChildren()
        if (opened) ask() // or a bar that is being dragged would be lost
      } else {
        q(".rows").setAttribute("role", "list")
        reveal(data.revealed)
      }
    },
    dispose: () => {},
  }
}

export default create
