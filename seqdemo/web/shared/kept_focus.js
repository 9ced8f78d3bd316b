// Focus of who goes by keys: a button that is pressed is often disabled for a moment, or drawn anew,
// and the browser then leaves the focus nowhere.

/** Milliseconds between two looks, and from a press to the last of them. */
const EVERY_MS = 60
const LONGEST_MS = 20_000
const BUTTON = "button, [role=button]"

/** The element that has the focus, in whatever component; null where none has. */
export const focused = page => {
  let at = page.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return !at || at === page.body ? null : at
}

const wordsOf = one => one.getAttribute("aria-label") || one.textContent.trim()
const dataOf = one => JSON.stringify({ ...one.dataset, testid: undefined })
const NO_DATA = "{}"

/** Where a button stands: what it says, its data, and how many of its kind each box around it has. */
export const placeOf = element => {
  const tag = element.tagName,
    home = element.getRootNode(),
    boxes = []
  for (let box = element.parentElement; box; box = box.parentElement) {
    const all = [...box.querySelectorAll(tag)]
    boxes.push({ box, at: all.indexOf(element), count: all.length })
  }
  const at = [...home.querySelectorAll(tag)].indexOf(element)
  return { home, tag, at, boxes, words: wordsOf(element), data: dataOf(element) }
}

/**
 * What stands now where a button stood that is gone: the nearest one that says the same, or has the
 * same data; else the one at the same place among as many as there were. Null if none does.
 */
export const nowAt = ({ home, tag, at, boxes, words, data }) => {
  const all = [...home.querySelectorAll(tag)]
  const nearest = is =>
    all.filter(is).sort((a, b) => Math.abs(all.indexOf(a) - at) - Math.abs(all.indexOf(b) - at))[0]
  const same =
    nearest(one => wordsOf(one) === words) ??
    (data === NO_DATA ? undefined : nearest(one => dataOf(one) === data))
  if (same) return same
  const around = boxes.find(({ box }) => box.isConnected)
  const inside = around ? [...around.box.querySelectorAll(tag)] : []
  return inside.length === around?.count ? (inside[around.at] ?? null) : null
}

/**
 * Give the focus back to a button that was pressed by Enter or the space bar, as soon as it can have
 * it, or to what stands in its place: until it is elsewhere, the visitor points, or time is over.
 *
 * @param {Window} where Whose page it is.
 */
export const keepFocus = (where = window) => {
  const page = where.document
  let held = null
  const end = () => {
    clearInterval(held?.timer)
    held = null
  }
  const look = () => {
    if (!held) return
    const now = focused(page)
    if ((now && now !== held.element) || performance.now() > held.until) return end()
    if (now) return
    if (!held.element.isConnected) {
      const next = nowAt(held.place)
      if (!next) return
      Object.assign(held, { element: next, place: placeOf(next) })
    }
    if (!held.element.matches(":disabled")) held.element.focus({ preventScroll: true })
  }
  const press = event => {
    if (event.key === "Tab") return end()
    if (event.key !== "Enter" && event.key !== " ") return
    const [from] = event.composedPath(),
      element = from.closest?.(BUTTON)
    if (!element || element !== focused(page)) return
    end()
    const until = performance.now() + LONGEST_MS
    held = { element, place: placeOf(element), until, timer: setInterval(look, EVERY_MS) }
  }
  where.addEventListener("keydown", press, { capture: true })
  where.addEventListener("pointerdown", end, { capture: true })
}
