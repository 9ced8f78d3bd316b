// Words of the field on a page: underlined where they can be tapped, and all in a list.
//
// They are found in whatever the page says, and marked by the browser's highlights: no element is
// added to the page, so nothing moves, and Streamlit's own elements stay as they are.

import { make } from "../shared/element.js"
import { CHANGED, everyRoot, presenting } from "../shared/presented.js"
import { makeFinder, wordsOn } from "./finding.js"
import { WORDS } from "./words.js"

const NAME = "seqdemo-word"
const MARKED = `::highlight(${NAME}) { text-decoration: underline dotted from-font; text-underline-offset: 3px; }`
/** Milliseconds of rest after which a page that has changed is read again. */
const REST = 500
const SENTENCE = new Map(WORDS.map(([word, sentence]) => [word, sentence]))

const create = root => {
  const abort = new AbortController()
  const on = (target, type, listener, options = {}) =>
    target.addEventListener(type, listener, { signal: abort.signal, ...options })
  const q = name => root.querySelector(name)
  const find = makeFinder(WORDS),
    highlight = globalThis.Highlight ? new Highlight() : null
  const s = { places: [], all: new Set(), watched: new Set(), waiting: 0 }

  // ---- what is on the page -------------------------------------------------------------------
  const page = () => document.querySelector('[data-testid="stMain"]') ?? document.body
  const changes = new MutationObserver(() => soon())
  /** Watch a component too, and have it show what is marked. */
  const watch = part => {
    if (s.watched.has(part)) return
    s.watched.add(part)
    changes.observe(part, { subtree: true, childList: true, characterData: true })
    if (part === document.body || !highlight) return
    const style = document.createElement("style")
    style.textContent = MARKED
    const within = part instanceof ShadowRoot ? part : document.head
    within.append(style)
  }
  const read = () => {
    const parts = everyRoot()
      .filter(one => one !== root)
      .map(one => one.getRootNode())
    for (const part of [page(), ...parts]) watch(part)
    Object.assign(s, wordsOn([page(), ...parts], find))
    if (highlight) {
      highlight.clear()
      for (const { range } of s.places) highlight.add(range)
    }
    root.dataset.count = s.all.size
    if (!q(".list").hidden) fill()
  }
  const soon = () => {
    clearTimeout(s.waiting)
    s.waiting = setTimeout(read, REST)
  }

  // ---- one word, and all of them ---------------------------------------------------------------
  const hide = () => {
    const bubble = q(".word")
    if (bubble.matches(":popover-open")) bubble.hidePopover()
  }
  const show = ({ word, range }) => {
    const bubble = q(".word"),
      box = range.getBoundingClientRect()
    bubble.replaceChildren(make("b", "", word), SENTENCE.get(word))
    bubble.classList.toggle("large", presenting())
    hide()
    bubble.showPopover() // above everything, also above a picture that fills the screen
    const left = Math.min(box.left, innerWidth - bubble.offsetWidth - 12)
    const below = box.bottom + 8 + bubble.offsetHeight < innerHeight
    bubble.style.left = `${Math.max(12, left)}px`
    bubble.style.top = `${below ? box.bottom + 8 : Math.max(8, box.top - bubble.offsetHeight - 8)}px`
  }
  /** Whether a word can be seen: what stands behind a picture that fills the screen cannot. */
  const seen = range =>
    range.startContainer.parentElement?.checkVisibility?.({ visibilityProperty: true }) ?? true
  /** The word that was clicked. Where others stand is not asked: that has the whole page laid out. */
  const at = event => {
    const clicked = event.composedPath()[0]
    return s.places.find(
      ({ range }) =>
        clicked.contains(range.startContainer) &&
        [...range.getClientRects()].some(
          box =>
            event.clientX >= box.left - 1 &&
            event.clientX <= box.right + 1 &&
            event.clientY >= box.top - 3 &&
            event.clientY <= box.bottom + 3,
        ) &&
        seen(range),
    )
  }
  const fill = () => {
    const list = make("dl")
    for (const [word, sentence] of WORDS)
      if (s.all.has(word)) list.append(make("dt", "", word), make("dd", "", sentence))
    q(".list").replaceChildren(
      s.all.size ? list : make("p", "none", "No technical word on this page."),
    )
  }
  const unfold = shown => {
    if (shown === !q(".list").hidden) return
    if (shown) read()
    q(".list").hidden = !shown
    q(".open").setAttribute("aria-expanded", String(shown))
    if (!shown) return
    fill()
    q(".list").focus()
  }

  on(q(".open"), "click", () => unfold(q(".list").hidden))
  on(document, "click", event => {
    const within = event.composedPath().includes(root),
      word = within ? null : at(event)
    if (!within) unfold(false)
    if (word) show(word)
    else hide()
  })
  on(document, "keydown", event => {
    if (event.key !== "Escape") return
    if (!q(".list").hidden) q(".open").focus()
    unfold(false)
    hide()
  })
  on(document, "scroll", hide, { capture: true, passive: true })
  on(document, CHANGED, soon)
  if (highlight) CSS.highlights.set(NAME, highlight)

  return {
    update: soon,
    dispose: () => {
      abort.abort()
      changes.disconnect()
      clearTimeout(s.waiting)
      globalThis.CSS?.highlights?.delete(NAME)
    },
  }
}

export default create
