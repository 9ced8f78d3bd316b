// Files that Streamlit's uploader refuses: of these it tells its server nothing, it marks them red.

const BOX = '[data-testid="stFileUploader"]'
const MARKED = '[data-testid="stFileChip"][aria-invalid="true"]'

/** Why a file was left out, of the words that Streamlit has for it. */
const reason = words =>
  /only one/i.test(words) ? "one" : /allowed|smaller/i.test(words) ? "kind" : "sent"

/** [name, reason] of each file that is marked. */
const marked = box =>
  [...box.querySelectorAll(MARKED)].map(chip => [
    chip.querySelector('[data-testid="stFileChipName"]')?.title ?? "",
    reason(chip.querySelector('[role="alert"]')?.textContent ?? ""),
  ])

const create = root => {
  const abort = new AbortController()
  const s = {
    trigger: (_name, _value) => {},
    /** What Python knows of, and what was seen last. */
    known: "[]",
    seen: "[]",
    box: /** @type {Element | null} */ (null),
    place: /** @type {Element | null} */ (null),
  }
  const look = () => {
    const box = s.place?.querySelector(BOX) ?? null
    if (!box) return
    const files = marked(box),
      seen = JSON.stringify(files)
    // A box that Python has emptied is another one: what was said of the old one's files stands.
    const emptied = s.box !== null && s.box !== box && !files.length
    s.box = box
    if (!emptied && seen !== s.seen) s.trigger("files", { files })
    s.seen = seen
  }
  const watch = new MutationObserver(look)
  const listen = () => {
    const host = /** @type {ShadowRoot} */ (root.getRootNode()).host ?? root
    s.place = host.closest('[class*="st-key-seqdemo-upload-"]')
    if (!s.place) return
    watch.observe(s.place, { subtree: true, childList: true, attributes: true })
    for (const name of ["drop", "change"])
      s.place.addEventListener(
        name,
        () => {
          s.seen = s.known // files anew: what was said of others is over
        },
        { capture: true, signal: abort.signal },
      )
  }
  return {
    update: (data, { setTriggerValue: trigger }) => {
      Object.assign(s, { trigger, known: JSON.stringify(data.told) })
      if (s.place) return
      s.seen = s.known
      listen()
      look()
    },
    dispose: () => {
      watch.disconnect()
      abort.abort()
    },
  }
}

export default create
