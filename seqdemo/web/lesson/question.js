// A question with the control for its answer, a hint, and what the network says.

import { saysNow } from "../shared/address.js"
import { make } from "../shared/element.js"
import { keepTo } from "../shared/keep_to.js"
import { elements } from "./elements.js"

/** What stands between an answer and what follows: a sentence has its own full stop. */
export const ended = answer => (/[.!?]$/.test(answer) ? " " : ". ")

const MADE = { drawing: "Check mine", spot: "This one" }

/**
 * @param {HTMLFormElement} form Where it stands.
 * @param {(target: EventTarget, type: string, listener: (event: any) => void) => void} on Listens.
 * @param {(what: object) => void} act Tells Python.
 */
export const makeQuestion = (form, on, act) => {
  const s = { data: /** @type {any} */ (null), id: "", hint: false, typed: "" }

  const button = (words, name, act_ = "") => {
    const made = make("button", name, words)
    made.type = "button"
    if (act_) made.dataset.do = act_
    return made
  }

  const choice = ({ options, given, shown, value, right }) =>
    options.map(([option, words]) => {
      const made = button(words, "pick")
      made.dataset.value = option
      const chosen = option === given
      made.setAttribute("aria-pressed", String(chosen))
      if (shown && value) made.classList.add(option === value ? "right" : "other")
      if (chosen && right === false) made.classList.add("wrong")
      const mark = shown && option === value ? "✓" : chosen && right === false ? "✗" : ""
      if (mark) made.append(make("span", "mark", ` ${mark}`))
      made.disabled = shown && !s.data.open
      return made
    })

  const field = ({ kind, unit, given, shown }) => {
    const input = make("input", "field")
    input.name = "answer"
    input.value = s.typed || given || ""
    input.autocomplete = "off"
    const over = keepTo(input, () => s.data.longest)
    if (kind === "number") input.inputMode = "decimal"
    input.setAttribute("aria-label", kind === "number" ? "Your number" : "Your word")
    input.disabled = shown
    const check = button("Check", "primary")
    check.type = "submit"
    check.disabled = shown
    return unit ? [input, make("span", "unit", unit), check, over] : [input, check, over]
  }

  const control = data => {
    if (data.kind === "choice") return choice(data)
    if (data.kind in MADE) return data.shown ? [] : [button(MADE[data.kind], "primary", "made")]
    return field(data)
  }

  const says = data => {
    const line = make("div", "verdict")
    if (data.right === true) line.append(make("b", "yes", "✓ Right. "))
    if (data.right === false) line.append(make("b", "no", "✗ Not quite. "))
    if (data.shown && data.answer && data.kind !== "choice" && data.kind !== "drawing")
      line.append("The answer: ", make("b", "", data.answer), ended(data.answer))
    if (data.kind === "drawing" && data.answer) {
      if (!data.shown) line.append("The network says: ")
      line.append(make("b", "", data.answer), " ")
    }
    if (data.shown && data.kind === "choice" && data.right !== true && data.answer)
      line.append("The answer: ", make("b", "", data.answer), ended(data.answer))
    const explained = make("span", "explain")
    explained.append(...elements(data.explain))
    line.append(explained)
    return line
  }

  const draw = () => {
    const { data } = s
    form.hidden = !data
    if (!data) return
    const focus = /** @type {any} */ (form.getRootNode()).activeElement
    const kept = focus && form.contains(focus) ? (focus.dataset?.value ?? focus.name) : null
    const ask = make("div", "ask")
    ask.append(...elements(data.ask))
    const controls = make("div", `reply of-${data.kind}`)
    controls.append(...control(data))
    const below = make("div", "below")
    below.setAttribute("aria-live", "polite")
    const answered = data.shown || data.right !== null
    if (answered) below.append(says(data))
    if (data.problem) below.append(make("p", "problem", data.problem))
    const hinted = s.hint || (data.right === false && !data.shown)
    if (hinted && data.hint.length && !data.shown) {
      const hint = make("div", "hint")
      hint.append(make("b", "", "Hint: "), ...elements(data.hint))
      below.append(hint)
    }
    const helps = make("div", "helps")
    if (data.hint.length && !hinted && !data.shown) helps.append(button("Hint", "help", "hint"))
    if (!data.shown && !(data.open && data.kind !== "choice"))
      helps.append(button("Show the answer", "help", "show"))
    if (data.open) helps.replaceChildren()
    const row = make("div", "row")
    row.append(controls, helps)
    form.replaceChildren(ask, row, below)
    if (kept !== null) {
      const again = [...form.elements].find(
        (/** @type {any} */ one) => (one.dataset.value ?? one.name) === kept,
      )
      if (again instanceof HTMLElement) again.focus()
    }
  }

  const send = given => act({ do: "answer", given })
  on(form, "click", event => {
    const option = event.target.closest(".pick"),
      does = event.target.closest("[data-do]")?.dataset.do
    if (option) send(option.dataset.value)
    if (does === "made") send(s.data.link ? String(saysNow(s.data.link) ?? "") : "")
    if (does === "show") act({ do: "show" })
    if (does !== "hint") return
    s.hint = true
    draw()
  })
  on(form, "input", event => {
    s.typed = event.target.value
  })
  on(form, "submit", event => {
    event.preventDefault()
    send(s.typed || s.data.given || "")
  })

  return {
    /** Show a question, or none. */
    draw: (data, id) => {
      if (id !== s.id) Object.assign(s, { id, hint: false, typed: "" })
      s.data = data
      draw()
    },
    /** Whether there is an answer that is not shown yet. */
    waits: () => Boolean(s.data && !s.data.open && !s.data.shown),
  }
}
