// A pupil's seat. Python owns the step and the answer; what is being chosen or typed is the browser's.

import { elements } from "../../../../web/lesson/elements.js"
import { make } from "../../../../web/shared/element.js"
import { keepTo } from "../../../../web/shared/keep_to.js"
import { histogram } from "../blackboard/histogram.js"
import { resultRows } from "./result_rows.js"
import { makeUnit } from "./unit.js"

/** Milliseconds until an answer that Python does not show is sent again. */
const AGAIN = 2500

/** Characters of an answer. */
const LONGEST = 60

const create = root => {
  const abort = new AbortController()
  const on = (target, type, listener) =>
    target.addEventListener(type, listener, { signal: abort.signal })
  const q = name => root.querySelector(name)
  const s = {
    data: /** @type {any} */ ({}),
    trigger: (_name, _value) => {},
    id: "",
    /** What is chosen or typed and not kept yet. */
    draft: /** @type {string | null} */ (null),
    sent: /** @type {string | null} */ (null),
    repeating: 0,
  }
  const act = what => s.trigger("act", { at: s.data.at, ...what })

  const send = () => {
    if (s.sent === null) return
    act({ do: "answer", text: s.sent })
    clearTimeout(s.repeating)
    s.repeating = setTimeout(send, AGAIN)
  }
  const unit = makeUnit(q(".unit"), act)
  on(q(".question"), "submit", event => {
    event.preventDefault()
    const typed = q(".field input")
    s.sent = typed ? typed.value : s.draft
    if (s.sent) send()
    draw()
  })
  on(q(".answers"), "click", event => {
    const option = event.target.closest(".option")
    if (!option || option.disabled) return
    s.draft = option.dataset.value
    draw()
    for (const other of root.querySelectorAll(".option"))
      if (other.dataset.value === s.draft) other.focus()
  })
  on(q("[data-pick]"), "click", () => act({ do: "pick" }))
  on(q(".way"), "click", event => {
    const by = +event.target.closest("[data-by]")?.dataset.by
    if (by) act({ do: "go", at: s.data.at + by })
  })

  // ---- the question ------------------------------------------------------------------------------
  const options = question =>
    question.options.map(([value, words]) => {
      const option = make("button", "option")
      option.type = "button"
      option.dataset.value = value
      option.setAttribute("role", "radio")
      const mine = question.mine === value
      option.setAttribute("aria-checked", String((s.draft ?? question.mine) === value))
      option.disabled = !question.round
      option.append(make("span", "", words))
      if (mine) option.append(make("small", "", "your guess"))
      else if (question.before === value) option.append(make("small", "", "before"))
      if (question.right) option.classList.add(question.right.includes(value) ? "right" : "dim")
      return option
    })

  const field = question => {
    const input = make("input")
    input.value = s.draft ?? question.mine ?? ""
    const over = keepTo(input, () => LONGEST)
    input.autocomplete = "off"
    input.autocapitalize = "off"
    input.disabled = !question.round
    if (question.kind === "number") input.inputMode = "decimal"
    if (question.kind === "spot") input.inputMode = "numeric"
    input.setAttribute("aria-label", NAMES[question.kind])
    input.placeholder = question.kind === "spot" ? "or write its number" : ""
    input.addEventListener("input", () => {
      s.draft = input.value
      drawState(question)
    })
    const box = make("div", "field")
    box.append(input, make("span", "", question.unit))
    return [box, over]
  }

  const drawControls = question => {
    const box = q(".answers")
    const shape = JSON.stringify([s.id, question.round, question.mine, question.right, s.draft])
    if (question.kind === "choice") {
      if (box.dataset.shape !== shape) box.replaceChildren(...options(question))
      box.setAttribute("role", "radiogroup")
      box.dataset.shape = shape
    } else if (["number", "word", "spot"].includes(question.kind)) {
      const typed = `${s.id} ${question.round}`
      if (box.dataset.shape !== typed) box.replaceChildren(...field(question))
      box.dataset.shape = typed
    } else box.replaceChildren()
    box.hidden = !box.children.length
  }

  const NAMES = { number: "Your number", word: "Your word", spot: "Number of the place" }
  const STATES = {
    waiting: "The vote has not begun yet.",
    talk: "The vote is closed. Talk to your neighbour: why do you think so?",
    done: "The vote is closed.",
  }
  const drawState = question => {
    const keep = q(".keep"),
      drawing = !["choice", "number", "word", "spot"].includes(question.kind)
    const again = question.mine !== null && s.draft !== null && s.draft !== question.mine
    keep.hidden = !question.round || drawing || (question.mine !== null && !again)
    keep.disabled = !s.draft && !question.mine
    keep.textContent = question.mine !== null ? "Change my guess" : "Keep my guess"
    const kept =
      question.mine !== null ? "Kept. The answer shows when your teacher reveals it." : ""
    const draws = drawing && question.round ? "Draw below: every stroke is kept." : ""
    const second =
      question.round === 2 && question.mine === null ? "Vote again, after talking." : ""
    q(".state").textContent =
      STATES[question.phase] ?? (question.round ? draws || kept || second : "")
  }

  const drawHint = ({ hint }) => {
    const box = q(".hint")
    box.hidden = !hint.length
    if (box.hidden) box.open = false
    box.querySelector("div").replaceChildren(...elements(hint))
  }

  const drawRevealed = question => {
    const shown = question.phase === "revealed"
    q(".revealed").hidden = !shown
    if (!shown) return
    const how =
      { true: "✓ You were right. ", false: "✗ Not this time. " }[question.mine_right] ?? ""
    const said = question.problem || (question.said ? `The network says: ${question.said}` : "")
    q(".verdict").textContent = how + said
    q(".rows").replaceChildren(
      ...(question.histogram ? [histogram(question.histogram)] : resultRows(question.rows ?? [])),
    )
    q(".explain").replaceChildren(...elements(question.explain ?? []))
  }

  const draw = () => {
    const { data } = s,
      { question } = data
    q(".name").textContent = data.name
    q(".where").textContent = `room ${data.room} · step ${data.at + 1}`
    q(".lookup").hidden = !data.paused
    q(".body").hidden = data.paused
    if (data.paused) return
    q(".body").classList.toggle("plays", Boolean(data.play))
    if (unit.draw(data.play, data.problem)) return
    q(".title").textContent = data.title
    q(".text").replaceChildren(...elements(data.text))
    const { page, link } = data.view
    const picks = data.question?.kind === "spot" && data.question.round > 0
    q("[data-pick]").hidden = !picks
    q(".view").hidden = !page || picks
    q(".view").href = `${page}?${new URLSearchParams(link)}`
    q(".way").hidden = data.upto === null
    const [back, next] = q(".way").children
    back.disabled = data.at === 0
    next.disabled = data.at >= data.upto
    q(".question").hidden = !question
    q(".problem").hidden = !data.problem
    q(".problem").textContent = data.problem ?? ""
    if (!question) return
    q(".ask").replaceChildren(...elements(question.ask))
    drawControls(question)
    drawState(question)
    drawHint(question)
    drawRevealed(question)
  }

  return {
    update: (data, { setTriggerValue: trigger }) => {
      const id = `${data.room} ${data.at} ${data.question?.round}`
      if (id !== s.id) s.draft = s.sent = null
      Object.assign(s, { data, trigger, id })
      if (data.question?.mine === s.sent || data.problem || !data.question?.round) {
        clearTimeout(s.repeating)
        if (s.sent !== null && data.question?.mine === s.sent) s.draft = null
        s.sent = null
      }
      draw()
      root.dataset.step = `${data.at}`
    },
    dispose: () => {
      clearTimeout(s.repeating)
      unit.dispose()
      abort.abort()
    },
  }
}

export default create
