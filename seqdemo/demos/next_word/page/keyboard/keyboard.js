// A box to type in, with suggested words below it. The browser owns the text while one types; a text
// of Python's wins when its revision grows.

import { make } from "../../../../web/shared/element.js"
import { percent } from "../../../../web/shared/format.js"
import { beginning, keepTo } from "../../../../web/shared/keep_to.js"

const REST = 500
const WORD_END = /[\p{L}\p{N}'’-]+$/u
const GLUED = /^[.,!?;:)]|^\.\.\.$/

/**
 * What Python sends: `payload` in __init__.py.
 * @typedef {object} Payload
 * @property {string} text In the box when Python has put it there.
 * @property {number} rev How often Python has put another text there.
 * @property {string} answered The text that the suggestions belong to.
 * @property {{name: string, words: [string, number][]}[]} rows Suggestions.
 * @property {string} note A sentence on the text.
 * @property {number} longest Characters of a text.
 */

/** A text in which a suggested word takes the place of the letters typed of it. */
export const taken = (text, word) => {
  const before = text.replace(WORD_END, "")
  return `${GLUED.test(word) ? before.trimEnd() : before}${word} `
}

/** How many keystrokes a text took, in words. */
export const savedWords = (keys, letters) => {
  if (!letters) return "You have pressed no key yet: keystrokes are counted here."
  const saved = 1 - keys / letters
  const share = saved > 0 ? `: ${percent(saved, 0)} saved` : ""
  return `${keys} ${keys === 1 ? "keystroke" : "keystrokes"} for ${letters} characters${share}`
}

const create = root => {
  const abort = new AbortController(),
    listen = { signal: abort.signal }
  const box = root.querySelector("textarea"),
    rows = root.querySelector(".rows"),
    saved = root.querySelector(".saved"),
    note = root.querySelector(".typed-note")
  const s = {
    rev: -1,
    seq: 0,
    keys: 0,
    start: 0,
    length: 0,
    waiting: 0,
    data: null,
    value: (_name, _value) => {},
    trigger: (_name, _value) => {},
  }

  box.after(keepTo(box, () => s.data.longest))

  const report = () => {
    s.value("typed", { text: box.value, rev: s.rev, seq: ++s.seq })
    clearTimeout(s.waiting)
    s.waiting = setTimeout(() => s.trigger("rest", { seq: s.seq }), REST)
    count()
  }
  const count = () => {
    s.length = box.value.length
    saved.textContent = savedWords(s.keys, Math.max(0, box.value.length - s.start))
  }
  const put = text => {
    box.value = beginning(text, s.data.longest)
    box.setSelectionRange(box.value.length, box.value.length)
  }
  const take = word => {
    put(taken(box.value, word))
    s.keys += 1
    box.focus({ preventScroll: true })
    report()
  }

  box.addEventListener(
    "input",
    event => {
      if (box.value === "") s.keys = s.start = 0
      else if (event.inputType?.startsWith("insertFrom"))
        s.start += box.value.length - s.length // pasted, not typed
      else s.keys += 1
      report()
    },
    listen,
  )
  box.addEventListener(
    "keydown",
    event => {
      const place = event.altKey ? ["Digit1", "Digit2", "Digit3"].indexOf(event.code) : -1
      const word = root.querySelectorAll(".suggestions:not(.second) .word")[place]
      if (!word || word.disabled) return
      event.preventDefault()
      take(word.dataset.word)
    },
    listen,
  )
  root.addEventListener(
    "click",
    event => {
      const word = event.target.closest(".word")
      if (word && !word.disabled) take(word.dataset.word)
      if (event.target.closest("[data-do=clear]")) {
        put("")
        s.keys = s.start = 0
        box.focus()
        report()
      }
    },
    listen,
  )

  const rowOf = ({ name, words }, place) => {
    const row = make("div", place ? "suggestions second" : "suggestions")
    row.setAttribute("role", "group")
    row.setAttribute("aria-label", `Suggested by the ${name}`)
    row.append(make("span", "who", name))
    for (let n = 0; n < 3; n++) {
      const [word, p] = words[n] ?? ["", 0],
        button = make("button", "word")
      button.type = "button"
      button.dataset.word = word
      button.disabled = !word
      button.style.setProperty("--p", String(p))
      if (word) button.append(make("span", "w", word), make("span", "p", percent(p)))
      else button.append(make("span", "w", "–"))
      row.append(button)
    }
    return row
  }

  s.update = (/** @type {Payload} */ data, { setStateValue, setTriggerValue }) => {
    s.value = setStateValue
    s.trigger = setTriggerValue
    s.data = data
    if (data.rev !== s.rev) {
      s.rev = data.rev
      put(data.text)
      s.keys = 0
      s.start = data.text.length
      clearTimeout(s.waiting)
    }
    if (data.answered === box.value) {
      rows.replaceChildren(...data.rows.map(rowOf))
      note.textContent = data.note
      root.dataset.answered = data.answered
    }
    count()
  }
  s.dispose = () => {
    clearTimeout(s.waiting)
    abort.abort()
  }
  return s
}

export default create
