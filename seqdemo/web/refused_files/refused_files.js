// Files that Streamlit's uploader refuses: of these it tells its server nothing, it marks them red.
// And those on their way when its popover shuts: it is gone then, and so are they. So where files are
// taken out of the box, it is this component that shuts the popover: as soon as all have come.

const BOX = '[data-testid="stFileUploader"]'
const CHIP = '[data-testid="stFileChip"]'
const MARKED = `${CHIP}[aria-invalid="true"]`
const NAME = '[data-testid="stFileChipName"]'
const UNDER_WAY = '[data-testid="stFileChipIconSpinner"]'
const POPOVER = '[data-testid="stPopoverBody"]'
const OPENER = '[data-testid="stPopoverButton"][aria-expanded="true"]'

const nameOf = chip => /** @type {HTMLElement | null} */ (chip.querySelector(NAME))?.title ?? ""

/** Why a file was left out, of the words that Streamlit has for it. */
const reason = words =>
  /only one/i.test(words) ? "one" : /allowed|smaller/i.test(words) ? "kind" : "sent"

/** [name, reason] of each file that is marked. */
const marked = box =>
  [...box.querySelectorAll(MARKED)].map(chip => [
    nameOf(chip),
    reason(chip.querySelector('[role="alert"]')?.textContent ?? ""),
  ])

/**
 * Names of the files that a visitor has let go or chosen; of a folder, none.
 *
 * @param {any} event
 */
const given = ({ dataTransfer, target }) =>
  dataTransfer
    ? [...dataTransfer.items]
        .filter(one => one.kind === "file" && !one.webkitGetAsEntry()?.isDirectory)
        .map(one => one.getAsFile().name)
    : [...target.files].map(one => one.name)

/** Shut the popover that a box stands in. */
const shut = box => {
  const label = box.closest(POPOVER)?.getAttribute("aria-label")
  const openers = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(OPENER)])
  if (label) openers.find(one => one.textContent.includes(label))?.click()
}

const create = root => {
  const abort = new AbortController()
  const s = {
    trigger: (_name, _value) => {},
    /** What Python knows of, and what was seen last. */
    known: "[]",
    seen: "[]",
    box: /** @type {Element | null} */ (null),
    place: /** @type {Element | null} */ (null),
    /** Page on which it stands. */
    path: location.pathname,
    /** Whether the popover shuts when all files have come. */
    shuts: false,
    /** Names of files that the uploader does not show yet, and of those that are being sent. */
    awaited: /** @type {string[]} */ ([]),
    sending: /** @type {string[]} */ ([]),
  }
  const shown = new WeakSet()
  /** Look which files have come; once they all have, there is no box for another. */
  const follow = box => {
    const chips = [...box.querySelectorAll(CHIP)]
    for (const chip of chips) {
      const at = shown.has(chip) ? -1 : s.awaited.indexOf(nameOf(chip))
      shown.add(chip)
      if (at >= 0) s.awaited.splice(at, 1)
    }
    s.sending = chips.filter(chip => chip.querySelector(UNDER_WAY)).map(nameOf)
    return chips.length > marked(box).length && !s.awaited.length && !s.sending.length
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
    // By the next frame the uploader has told its server of them.
    if (follow(box) && s.shuts)
      requestAnimationFrame(() => box.isConnected && follow(box) && shut(box))
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
        event => {
          s.seen = s.known // files anew: what was said of others is over
          s.awaited.push(...given(event))
        },
        { capture: true, signal: abort.signal },
      )
  }
  return {
    update: (data, { setTriggerValue: trigger }) => {
      Object.assign(s, { trigger, known: JSON.stringify(data.told), shuts: data.shuts })
      if (s.place) return
      s.seen = s.known
      listen()
      look()
    },
    dispose: () => {
      watch.disconnect()
      abort.abort()
      const lost = [...s.awaited, ...s.sending].map(name => [name, "sent"])
      if (lost.length && location.pathname === s.path)
        s.trigger("files", { files: [...JSON.parse(s.seen), ...lost] })
    },
  }
}

export default create
