// A picture over the whole screen, as large as it goes without a scroll bar.

import { setPresenting } from "../shared/presented.js"

/** Height in pixels of the bar below. */
const BAR = 56
/** Sizes that are tried, for a screen 1080 pixels tall. */
const SCALES = [0.85, 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.75, 1.9, 2.05, 2.2, 2.4, 2.7]
/** A row of steps that fits only at a smaller size than this place in SCALES scrolls. */
const ROW = 6
/** So many steps of a row that scrolls are in sight. */
const STEPS = 4.5
/** Height in pixels for which type sizes are meant: there none is below `--least-type`. */
const TALL = 1080
/** Milliseconds that Streamlit's charts take to be drawn anew. */
const CHART = 260
/** Milliseconds after which a picture has laid itself out anew. */
const SETTLED = 150

/** Pixels at the top that a lesson's strip takes. */
const above = () =>
  parseFloat(document.documentElement.style.getPropertyValue("--seqdemo-top")) || 0
/** Height that is left for the picture. */
const free = () => innerHeight - BAR - above()

const pause = wait => new Promise(done => setTimeout(done, wait))
const frames = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
const painted = async frame => {
  await frames()
  if (!("component" in frame.dataset)) await pause(CHART)
}

/** A part that would have to be scrolled down; a long text does so by itself, step by step. */
const isCut = one =>
  one.scrollHeight > one.clientHeight + 2 &&
  one.clientHeight > 0 &&
  (one.matches(".scroll") || ["auto", "scroll"].includes(getComputedStyle(one).overflowY))

/** Whether some of a picture is out of sight. */
export const overflows = frame => {
  if (frame.scrollHeight > frame.clientHeight + 1) return true
  if (frame.scrollWidth > frame.clientWidth + 1) return true
  return [...frame.querySelectorAll("div, table")].some(
    one => !one.matches(".text, .list") && isCut(one),
  )
}

/** How many steps of a row are out of sight, and whether few are in sight. */
const rowOf = frame => {
  const rows = [...frame.querySelectorAll(".scroll")].filter(
    one => one.clientWidth && one.scrollWidth > one.clientWidth + 1,
  )
  const steps = rows.map(one => one.clientWidth / (one.querySelector(".column")?.offsetWidth ?? 1))
  return { scrolls: rows.length > 0, few: steps.some(count => count < STEPS) }
}

/** Enlarge `frame` by `scale` of what its type is meant for. */
const enlarge = scale => {
  const share = Math.min(innerHeight / TALL, innerWidth / 1280)
  setPresenting(true, scale * share)
  const style = document.documentElement.style
  style.setProperty("--seqdemo-scale", String(scale * share))
  style.setProperty("--seqdemo-least", `${18 / scale}px`)
  style.setProperty("--seqdemo-height", `${Math.floor(free() / (scale * share))}px`)
}

const OFFERED = SCALES.map((_, n) => n)

/**
 * Make a picture smaller that has grown since it was measured: it lays itself out by and by, and
 * some of it comes late.
 *
 * @param {HTMLElement} frame Fills the screen.
 * @param {number} size Place in SCALES that it has.
 * @param {() => boolean} current Says whether it is still asked for.
 * @returns {Promise<number>} The place it has then.
 */
export const shrink = async (frame, size, current) => {
  const wait = () => ("component" in frame.dataset ? pause(SETTLED) : painted(frame))
  for (let n = size; n >= 0 && current(); n--) {
    if (n < size) enlarge(SCALES[n])
    await wait()
    if (!overflows(frame)) return n
  }
  return 0
}

/**
 * Find the largest size at which a picture fits; the step that is selected comes in sight.
 *
 * @param {HTMLElement} frame Fills the screen.
 * @param {number} tall Height it had on the page.
 * @param {() => boolean} current Says whether it is still asked for.
 * @returns {Promise<number>} Its place in SCALES.
 */
export const fit = async (frame, tall, current) => {
  const fits = async (n, good) => {
    enlarge(SCALES[n])
    await painted(frame)
    return !overflows(frame) && good(rowOf(frame))
  }
  const largest = async good => {
    let low = 0
    let high = SCALES.length - 1
    while (low < high && current()) {
      const middle = Math.ceil((low + high) / 2)
      if (await fits(middle, good)) low = middle
      else high = middle - 1
    }
    if (current()) await fits(low, good)
    return low
  }
  // A chart of Streamlit's is slow to draw, and as tall as it is on the page.
  if (!("component" in frame.dataset)) {
    const room = (free() * TALL) / innerHeight
    let n = OFFERED.findLast(k => SCALES[k] * tall < room) ?? 0
    while (current() && !(await fits(n, () => true)) && n > 0) n--
    return n
  }
  let n = await largest(row => !row.scrolls)
  if (n < ROW) n = await largest(row => !row.few)
  n = await shrink(frame, n, current)
  if (current()) /** @type {any} */ (frame).timeline?.follow()
  return n
}
