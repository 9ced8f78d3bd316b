// Ten covered letters of a text: a guess at each, then what came and what it cost, in bits.

import { make } from "../../../../web/shared/element.js"
import { percent, visible } from "../../../../web/shared/format.js"
import { barList } from "../../../../web/steps/bars.js"
import { letterFor, ROWS, WORDS } from "./letters.js"
import { scoreTable } from "./score_table.js"

/** Milliseconds until a guess that nobody answered is sent again; twice as long each time. */
const AGAIN = 2500
const SURE = ["hunch", "quite", "very", "certain"]

/**
 * What Python sends: `payload` in __init__.py.
 * @typedef {{symbol: string, guess: string, share: number, right: boolean, you: number, network: number, frequencies: number, expected: [string, number][]}} Round
 * @typedef {object} Payload
 * @property {string} rev Names the text and the place in it.
 * @property {string} before What is shown of the text.
 * @property {Round[]} rounds Letters that were guessed.
 * @property {number} count Letters to guess in all.
 * @property {string} after The rest of the text, at the end of the game.
 * @property {{you: number, network: number, frequencies: number}} totals Bits so far.
 * @property {string} verdict Who won, at the end of the game.
 * @property {string} letters All letters there are.
 * @property {number[]} shares How sure one can be.
 */

const create = root => {
  const q = name => root.querySelector(name)
  const abort = new AbortController()
  const s = {
    rev: "",
    letter: "",
    ahead: false, // whether the letter was chosen before the last guess was answered
    sure: 1,
    data: /** @type {any} */ (null),
    sent: /** @type {any} */ ({}),
    again: 0,
  }
  /** @type {(name: string, value: unknown) => void} */
  let trigger = () => {}
  const isOver = () => s.data.rounds.length >= s.data.count
  const waiting = () => root.classList.contains("waiting")

  // ---- to the screen ---------------------------------------------------------------------------
  const drawText = () => {
    const { before, rounds, count, after } = s.data,
      left = count - rounds.length
    const parts = [make("span", "before", before)]
    for (const { symbol, right } of rounds)
      parts.push(make("span", right ? "got" : "missed", symbol === "\n" ? "⏎\n" : symbol))
    const here = waiting() ? s.sent.letter : s.letter
    if (left) parts.push(make("span", "gap", here ? visible(here) : "?"))
    for (let n = 1; n < left; n++) parts.push(make("span", "covered"))
    parts.push(make("span", "after", after))
    q(".text").replaceChildren(...parts)
  }
  const drawChoice = () => {
    for (const key of root.querySelectorAll(".keyboard button"))
      key.setAttribute("aria-pressed", String(key.dataset.letter === s.letter))
    for (const [n, chip] of [...root.querySelectorAll(".sure button")].entries())
      chip.setAttribute("aria-checked", String(n === s.sure))
    q("[data-do=guess]").disabled = !s.letter || waiting()
    q("[data-do=guess]").textContent = s.letter
      ? `Guess ${WORDS[s.letter] ?? s.letter}`
      : "Guess a letter"
  }
  const wordsOf = ({ symbol, guess, share, right, you, network }) => {
    const name = letter => WORDS[letter] ?? letter
    const came = right
      ? `Yes, ${name(symbol.toLowerCase())}.`
      : `It was ${name(symbol.toLowerCase())}, not ${name(guess)}.`
    return [
      came,
      ` You gave ${name(guess)} ${percent(share)}: ${you.toFixed(1)} bits. LSTM: ${network.toFixed(1)} bits.`,
    ]
  }
  const drawLast = () => {
    const { rounds, verdict } = s.data,
      last = rounds.at(-1)
    if (!last) return q(".last").replaceChildren()
    const [came, cost] = wordsOf(last)
    const line = make("div")
    line.append(make("b", "", came), document.createTextNode(cost))
    q(".last").replaceChildren(...(verdict ? [make("div", "verdict", verdict)] : []), line)
  }
  const drawScore = () => {
    const { rounds, totals } = s.data,
      last = rounds.at(-1)
    const parts = [scoreTable(rounds, totals)]
    if (last) {
      const came = last.symbol.toLowerCase()
      parts.push(
        make("h2", "", "What the LSTM expected there"),
        barList(
          last.expected.map(([letter, p]) => ({
            label: WORDS[letter] ?? letter,
            p,
            best: letter === came,
          })),
        ),
      )
    }
    q(".inspector").replaceChildren(...parts)
  }
  const draw = () => {
    drawText()
    drawLast()
    drawScore()
    drawChoice()
    q(".choose").hidden = isOver()
    q("[data-do=guess]").hidden = isOver()
    q(".hint").hidden = isOver()
    q("[data-do=again]").hidden = !isOver()
  }

  // ---- from the visitor ------------------------------------------------------------------------
  const choose = letter => {
    s.letter = letter
    s.ahead = waiting()
    drawText()
    drawChoice()
  }
  const beSure = n => {
    s.sure = n
    drawChoice()
  }
  // A message can be lost with a connection, or its run can be overtaken by another one; Python
  // takes one guess a round.
  const send = wait => {
    trigger("act", s.sent)
    s.again = setTimeout(() => send(2 * wait), wait)
  }
  const guess = () => {
    if (!s.letter || isOver() || waiting()) return
    root.classList.add("waiting")
    s.sent = { do: "guess", letter: s.letter, sure: s.sure, round: s.data.rounds.length }
    drawChoice()
    send(AGAIN)
  }
  const again = () => trigger("act", { do: "again" })
  const onKey = event => {
    const [from] = event.composedPath()
    if (event.ctrlKey || event.metaKey || event.altKey || !s.data) return
    if (from.closest?.("input, textarea, select, [contenteditable]")) return
    // Just after a guess its button is disabled and still has the focus: keys are not for it.
    const button = from.closest?.("button:enabled, a, summary, [role=button]:not(:disabled)")
    if (event.key === "Enter" && !button) isOver() ? again() : guess()
    else if (isOver() || (event.key === " " && button)) return
    else if (event.key >= "1" && event.key <= String(s.data.shares.length)) beSure(+event.key - 1)
    else if (letterFor(event.key, s.data.letters)) {
      choose(letterFor(event.key, s.data.letters))
      from.closest?.("a")?.blur() // such as the menu's, which has opened the page: Enter guesses now
    } else return
    // Streamlit has letters of its own: r runs the page again.
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  window.addEventListener("keydown", onKey, { capture: true, signal: abort.signal })
  root.addEventListener("click", event => {
    const button = event.target.closest("button")
    if (button?.dataset.do === "guess") guess()
    else if (button?.dataset.do === "again") again()
    else if (button?.dataset.letter) choose(button.dataset.letter)
    else if (button?.dataset.sure) beSure(+button.dataset.sure)
  })

  // ---- parts that stay -------------------------------------------------------------------------
  const keyOf = letter => {
    const key = make("button", WORDS[letter] ? "wide" : "", WORDS[letter] ?? letter)
    key.type = "button"
    key.dataset.letter = letter
    return key
  }
  const build = ({ shares }) => {
    q(".keyboard").replaceChildren(
      ...ROWS.map(letters => {
        const row = make("div", "keys-row")
        row.append(...[...letters].map(keyOf))
        return row
      }),
    )
    q(".sure").replaceChildren(
      make("span", "ask", "How sure?"),
      ...shares.map((share, n) => {
        const chip = make("button")
        chip.type = "button"
        chip.dataset.sure = n
        chip.setAttribute("role", "radio")
        chip.append(make("span", "digit", String(n + 1)), `${SURE[n]} ${percent(share)}`)
        return chip
      }),
    )
  }

  return {
    update: (/** @type {Payload} */ data, { setTriggerValue }) => {
      trigger = setTriggerValue
      const before = s.data
      s.data = data
      if (!before) build(data)
      const fresh = data.rev !== s.rev || before.rounds.length !== data.rounds.length
      if (fresh) {
        if (!s.ahead || data.rev !== s.rev) s.letter = ""
        s.ahead = false
        clearTimeout(s.again)
        root.classList.remove("waiting")
      }
      if (fresh && before && data.rounds.length)
        q(".live").textContent = `${wordsOf(data.rounds.at(-1)).join("")} ${data.verdict}`
      s.rev = data.rev
      draw()
    },
    dispose: () => {
      abort.abort()
      clearTimeout(s.again)
    },
  }
}

export default create
