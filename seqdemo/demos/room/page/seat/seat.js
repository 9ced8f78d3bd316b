// A pupil's seat. Python owns the step and the answer; what is being chosen or typed is the browser's.

import { elements } from "../../../../web/lesson/elements.js"
import { make } from "../../../../web/shared/element.js"
import { keepTo } from "../../../../web/shared/keep_to.js"
import { setOff } from "../../../../web/shared/off.js"
import { pointTo } from "../view_link.js"
import { draftOf, keepDraft } from "./drafts.js"
import { drawRevealed } from "./revealed.js"
import { makeUnit } from "./unit.js"

/** Milliseconds until an answer that Python does not show is sent again. */
const AGAIN = 2500

/** Kinds of questions that are answered by typing. */
const TYPED = ["number", "word", "spot"]
const LATER = "The answer shows when your teacher reveals it."

const create = root => {
  const abort = new AbortController()
  const on = (target, type, listener) =>
    target.addEventListener(type, listener, { signal: abort.signal })
  const q = name => root.querySelector(name)
  const s = {
    data: /** @type {any} */ ({}),
    trigger: (_name, _value) => {},
    id: "",
    /** Step, open vote (0 for none) and own answer that were shown; `data` is changed in place. */
    at: -1,
    round: 0,
    mine: /** @type {string | null} */ (null),
    /** What is chosen or typed and not kept yet. */
    draft: /** @type {string | null} */ (null),
    /** What was typed and not handed in when the vote was closed. */
    missed: /** @type {string | null} */ (null),
    /** What was typed at another step and not handed in. */
    behind: /** @type {{ at: number, text: string } | null} */ (null),
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
  // An option that is tapped is the answer, as every stroke of a drawing is: a teacher who closes
  // the vote takes nothing away. Only what is typed is not complete until its button is pressed.
  const answer = text => {
    s.sent = text
    if (text) send()
    draw()
  }
  on(q(".question"), "submit", event => {
    event.preventDefault()
    const typed = q(".field input")
    if (typed && s.data.question?.round) answer(typed.value)
  })
  on(q(".answers"), "click", event => {
    const option = event.target.closest(".option")
    if (!option || option.disabled) return
    s.draft = option.dataset.value
    answer(s.draft)
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
    const over = keepTo(input, () => question.longest)
    input.autocomplete = "off"
    input.autocapitalize = "off"
    input.disabled = !question.round
    if (question.kind === "number") input.inputMode = "decimal"
    if (question.kind === "spot") input.inputMode = "numeric"
    input.setAttribute("aria-label", NAMES[question.kind])
    input.placeholder = question.kind === "spot" ? "or write its number" : ""
    input.addEventListener("input", () => {
      s.draft = input.value
      keepDraft(s.data.room, s.data.at, input.value, s.mine)
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
    } else if (TYPED.includes(question.kind)) {
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
      drawing = question.kind === "drawing",
      typed = TYPED.includes(question.kind)
    const again = question.mine !== null && s.draft !== null && s.draft !== question.mine
    keep.hidden = !question.round || !typed || (question.mine !== null && !again)
    keep.disabled = !s.draft && !question.mine
    keep.textContent = question.mine !== null ? "Change my guess" : "Keep my guess"
    q(".state").textContent = question.round ? openState(question, typed, drawing) : shut(question)
  }

  /** Whether the answer that is seen has reached the teacher, while it can still be given. */
  const openState = (question, typed, drawing) => {
    const { mine } = question,
      kept = mine === null ? "" : `Your guess is still ${quoted(question, mine)}.`
    if (drawing) return "Draw below: every stroke is kept."
    if (s.sent !== null && s.sent !== mine) return "Handing in…"
    if (typed && s.draft && s.draft !== mine) return `Not handed in yet. ${kept}`
    if (mine !== null) return `Kept. ${typed ? "" : "Tap another one to change it. "}${LATER}`
    return question.round === 2 ? "Vote again, after talking." : ""
  }

  /** What has become of the answer when it can no longer be given. */
  const shut = question => {
    const words = STATES[question.phase] ?? ""
    if (s.missed === null) return words
    const kept = question.mine === null ? "" : ` Your guess is ${quoted(question, question.mine)}.`
    return `${quoted(question, s.missed)} was not handed in before the vote was closed.${kept} ${words}`
  }
  const quoted = (question, answer) =>
    `“${question.options.find(([value]) => value === answer)?.[1] ?? answer}”`

  const drawHint = ({ hint }) => {
    const box = q(".hint")
    box.hidden = !hint.length
    if (box.hidden) box.open = false
    box.querySelector("div").replaceChildren(...elements(hint))
  }

  const draw = () => {
    const { data } = s,
      { question } = data
    q(".name").textContent = data.name
    q(".where").textContent = `room ${data.room} · ${data.where}`
    q(".behind").hidden = !s.behind
    if (s.behind)
      q(".behind").textContent = `“${s.behind.text}” was not handed in at step ${s.behind.at + 1}.`
    q(".lookup").hidden = !data.paused
    q(".body").hidden = data.paused
    if (data.paused) return
    q(".body").classList.toggle("plays", Boolean(data.play))
    if (unit.draw(data.play, data.problem)) return
    q(".title").textContent = data.title
    q(".text").replaceChildren(...elements(data.text))
    const spot = data.question?.kind === "spot",
      picks = spot && data.question.round > 0 // there from the first: it would push the field down
    Object.assign(q("[data-pick]"), { hidden: !spot, disabled: !picks })
    pointTo(q(".view"), data.view ?? undefined, picks)
    q(".view").textContent = data.ended ? `Try next: ${data.further} ↗` : "See it for yourself ↗"
    q(".way").hidden = data.upto === null
    const isEnd = [data.at === 0, data.at >= data.upto]
    for (const [n, way] of [...q(".way").children].entries()) setOff(way, isEnd[n])
    q(".question").hidden = !question
    q(".problem").hidden = !data.problem
    q(".problem").textContent = data.problem ?? ""
    if (!question) return
    q(".ask").replaceChildren(...elements(question.ask))
    drawControls(question)
    drawState(question)
    drawHint(question)
    drawRevealed(q, question)
  }

  /** The question, or its vote, is another one: what was typed is kept, and told if it is too late. */
  const leave = ({ room, at, question }) => {
    const mine = question?.mine ?? null,
      here = at === s.at
    if (!here) {
      const left = s.round > 0 && s.at >= 0 ? draftOf(room, s.at, s.mine) : null
      s.behind = left === null ? null : { at: s.at, text: left }
    }
    const typed = question && TYPED.includes(question.kind)
    const unsent = typed ? (here && s.draft !== mine && s.draft) || draftOf(room, at, mine) : null
    s.draft = question?.round ? unsent : null
    s.missed = question?.round ? null : unsent
    s.sent = null
  }

  return {
    update: (data, { setTriggerValue: trigger }) => {
      // A room that is paused shows no question: what was typed is still there when it goes on.
      const id = data.paused ? s.id : `${data.room} ${data.at} ${data.question?.round}`
      if (id !== s.id) leave(data)
      Object.assign(s, { data, trigger, id })
      const { round = 0, mine = null } = data.question ?? {}
      if (!data.paused) Object.assign(s, { at: data.at, round, mine })
      const came = [data.took, data.question?.mine].includes(s.sent)
      if (came || data.problem || !data.question?.round) {
        clearTimeout(s.repeating)
        if (came && s.draft === s.sent) {
          s.draft = null
          keepDraft(data.room, data.at, "", null)
        }
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
