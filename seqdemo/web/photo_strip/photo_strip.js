// Thumbnails as a row of radio buttons. Python owns the photos and the choice.

import { make } from "../shared/element.js"

/** Scroll the strip alone until the photo is in it: `scrollIntoView` would move the page, too. */
const inSight = (row, button) => {
  const frame = row.getBoundingClientRect(),
    { left, right, width } = button.getBoundingClientRect()
  if (left < frame.left || right > frame.right)
    row.scrollLeft += left - frame.left - (frame.width - width) / 2
}

const create = root => {
  const abort = new AbortController(),
    s = { trigger: (_name, _value) => {} }
  const row = root.querySelector(".photos"),
    notes = root.querySelector(".notes")
  const act = (what, key) => s.trigger("act", { do: what, key })

  const itemOf = ({ key, name, picture, origin, own }, chosen) => {
    const item = make("div", "item"),
      button = make("button", "photo"),
      image = make("img")
    button.type = "button"
    button.dataset.key = key
    button.title = origin ? `${name} (${origin})` : name
    button.setAttribute("role", "radio")
    button.setAttribute("aria-checked", String(key === chosen))
    button.tabIndex = key === chosen ? 0 : -1
    image.src = picture
    image.alt = name
    button.append(image)
    item.append(button)
    if (own) {
      const remove = make("button", "remove", "✕")
      remove.type = "button"
      remove.dataset.remove = key
      remove.title = `Forget ${name}`
      remove.setAttribute("aria-label", remove.title)
      item.append(remove)
    }
    return item
  }

  const choose = button => {
    for (const other of row.querySelectorAll(".photo"))
      other.setAttribute("aria-checked", String(other === button))
    act("choose", button.dataset.key)
  }
  root.addEventListener(
    "click",
    event => {
      const gone = event.target.closest(".remove"),
        button = event.target.closest(".photo")
      if (gone) act("remove", gone.dataset.remove)
      else if (button) choose(button)
    },
    { signal: abort.signal },
  )

  // Files dragged over the page: the upload box opens, and the browser does not leave the page for
  // a photo that misses it.
  const BOX = '[data-testid="stFileUploaderDropzone"]'
  const carries = event => event.dataTransfer?.types.includes("Files")
  document.addEventListener(
    "dragenter",
    event => {
      if (!carries(event) || s.opened || document.querySelector(BOX)) return
      s.opened = setTimeout(() => {
        s.opened = 0
      }, 2000)
      act("open", "")
    },
    { signal: abort.signal },
  )
  for (const name of ["dragover", "drop"])
    document.addEventListener(
      name,
      (/** @type {any} */ event) => {
        if (!carries(event) || event.target.closest?.(BOX)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = "none"
      },
      { signal: abort.signal },
    )

  s.update = (data, { setTriggerValue: trigger }) => {
    s.trigger = trigger
    const focused = root.getRootNode().activeElement?.dataset?.key,
      now = JSON.stringify(data.photos)
    if (now !== s.shown) {
      const own = data.photos.findIndex(photo => photo.own)
      row.replaceChildren(
        ...data.photos.flatMap((photo, n) => [
          ...(n === own ? [make("span", "divider")] : []),
          itemOf(photo, data.chosen),
        ]),
      )
    }
    for (const button of row.querySelectorAll(".photo")) {
      const chosen = button.dataset.key === data.chosen
      button.setAttribute("aria-checked", String(chosen))
      button.tabIndex = chosen ? 0 : -1
      if (now !== s.shown && button.dataset.key === focused) button.focus()
      if (chosen && s.chosen !== data.chosen) inSight(row, button)
    }
    s.shown = now
    s.chosen = data.chosen
    notes.hidden = !data.notes.length
    notes.replaceChildren(...data.notes.map(text => make("li", "", text)))
    root.dataset.count = data.photos.length
  }
  s.dispose = () => abort.abort()
  return s
}

export default create
