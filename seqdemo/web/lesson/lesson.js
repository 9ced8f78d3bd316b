// The strip of a lesson. Python owns the step and judges answers; PageDown shows an answer, then
// goes on, and PageUp goes back, on the page and on a projector.

import { store, storedValue } from "../shared/browser_storage.js"
import { setOff } from "../shared/off.js"
import { keepPaused } from "../shared/paused.js"
import { presenting } from "../shared/presented.js"
import { elements } from "./elements.js"
import { makeFirst } from "./first.js"
import { makeQuestion } from "./question.js"

const FIELDS = "input, textarea, select, [contenteditable]"
const SPACE = "--seqdemo-top"

// Answers outlive a reload in the tab they were given in, and no other: pupils share computers.
const place = name => `seqdemo.lesson.${name}`
const kept = name => storedValue(place(name), { tab: true })
const keep = (name, answers) => store(place(name), JSON.stringify(answers), { tab: true })

const create = root => {
  const abort = new AbortController()
  const on = (target, type, listener, options = {}) =>
    target.addEventListener(type, listener, { signal: abort.signal, ...options })
  const q = name => root.querySelector(name)
  const html = document.documentElement
  const s = {
    data: /** @type {any} */ ({}),
    trigger: (_name, _value) => {},
    id: "",
    going: "",
    session: "",
  }
  const act = what => s.trigger("act", { ...what, id: s.data.id })
  const question = makeQuestion(q(".question"), on, act)

  // ---- the way on --------------------------------------------------------------------------------
  const go = to => {
    if (s.going === s.data.id) return // a second press before Python has answered
    s.going = s.data.id
    act({ do: "go", to, presenting: presenting() })
  }
  const onward = () => {
    if (!s.data.here) return go(s.data.at)
    if (question.waits()) return act({ do: "show" })
    go(s.data.at + 1)
  }
  const back = () => go(s.data.here ? Math.max(0, s.data.at - 1) : s.data.at)
  const ACTS = {
    next: () => go(s.data.here ? s.data.at + 1 : s.data.at),
    back,
    again: () => go(s.data.at),
    end: () => act({ do: "end" }),
    notes: button => unfold(q(".notes").hidden, button),
  }
  const unfold = (shown, button = q("[data-act=notes]")) => {
    q(".notes").hidden = !shown
    button.setAttribute("aria-expanded", String(shown))
  }
  on(root, "click", event => {
    const button = event.target.closest("[data-act]")
    if (button) ACTS[button.dataset.act](button)
  })
  // Before present's own: a clicker goes through the lesson, arrows through the picture.
  const KEYS = { PageDown: onward, PageUp: back }
  on(
    window,
    "keydown",
    event => {
      const [from] = event.composedPath()
      if (!(event.key in KEYS) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
        return
      if (from.closest?.(FIELDS) && !root.contains(from)) return
      event.preventDefault()
      event.stopPropagation()
      KEYS[event.key]()
    },
    { capture: true },
  )

  // ---- on a projector it stands above the picture ------------------------------------------------
  const space = () => {
    const height = presenting() ? Math.ceil(root.getBoundingClientRect().height) : 0
    if (html.style.getPropertyValue(SPACE) === `${height}px`) return
    html.style.setProperty(SPACE, `${height}px`)
    if (presenting()) dispatchEvent(new Event("resize"))
  }
  const shown = new ResizeObserver(space)
  const begun = new MutationObserver(() => {
    root.classList.toggle("presenting", "presenting" in html.dataset)
    space()
  })
  shown.observe(root)
  begun.observe(html, { attributes: true, attributeFilter: ["data-presenting"] })
  const first = makeFirst(on)

  // ---- what it says --------------------------------------------------------------------------------
  const draw = data => {
    root.classList.toggle("aside", !data.here)
    root.classList.toggle("presenting", "presenting" in html.dataset)
    html.dataset.lesson = data.here ? "here" : "aside"
    html.dataset.lessonPicture = data.picture ?? ""
    first.show(data.picture ?? "")
    q(".name").textContent = data.lesson
    q(".place").textContent =
      `${data.here ? "" : "paused at "}${data.at + 1} of ${data.steps.length}`
    q(".dots").replaceChildren(
      ...data.steps.map((_, n) => {
        const dot = document.createElement("i")
        dot.classList.toggle("done", n < data.at)
        dot.classList.toggle("now", n === data.at)
        return dot
      }),
    )
    const here = data.at === data.steps.length - 1 ? "Finish ▶" : "Next ▶"
    setOff(q("[data-act=back]"), data.here && data.at === 0)
    const elsewhere = Boolean(data.onward) // the one question of somebody else's lesson
    q("[data-act=back]").hidden = !data.here || elsewhere
    q("[data-act=again]").hidden = !data.here || elsewhere
    q("[data-act=end]").hidden = elsewhere
    q("[data-act=notes]").hidden = !data.notes?.length
    q("[data-act=next]").classList.toggle("primary", !elsewhere)
    q("[data-act=next]").textContent = data.onward || (data.here ? here : "Back to the lesson ▶")
    q(".step").textContent = data.title
    q(".text").replaceChildren(...elements(data.text ?? []))
    q(".notes").replaceChildren(...elements(data.notes ?? []))
    q(".problem").textContent = data.problem ?? ""
    q(".problem").hidden = !data.problem
    question.draw(data.question ? { ...data.question, link: data.spot } : null, data.id)
  }

  return {
    update: (data, { setTriggerValue: trigger }) => {
      const other = data.id !== s.id
      Object.assign(s, { data, trigger, id: data.id, going: "" })
      if (other) unfold(false)
      // A session that has begun anew, also after its server was lost, is told.
      const session = `${data.name} ${data.epoch ?? ""}`
      const anew = s.session !== session
      s.session = session
      if (Object.keys(data.kept).length) keep(data.name, data.kept)
      else if (anew && kept(data.name)) act({ do: "restore", given: kept(data.name) })
      keepPaused(data.here ? "" : data.id, data.epoch)
      draw(data)
      space()
      root.dataset.step = data.here ? data.id : ""
    },
    dispose: () => {
      abort.abort()
      shown.disconnect()
      begun.disconnect()
      first.show("")
      html.style.removeProperty(SPACE)
      delete html.dataset.lesson
      delete html.dataset.lessonPicture
    },
  }
}

export default create
