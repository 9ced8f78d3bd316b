// The text panel: one element a character, coloured by what the network thought or felt.

export const makeText = (panel, on, choose) => {
  let shown = "",
    given = 0,
    chosen = ""
  const spans = panel.children
  const append = (text, from, promptLength, changed) => {
    const part = document.createDocumentFragment()
    for (let n = from; n < text.length; n++) {
      const span = document.createElement("i")
      if (text[n] === "\n") {
        span.className = "nl"
        span.append("⏎", document.createElement("br"))
      } else span.textContent = text[n]
      if (n < promptLength) span.classList.add("given")
      if (changed.has(n - promptLength)) span.classList.add("changed")
      span.dataset.n = n
      part.append(span)
    }
    panel.append(part)
  }
  on(panel, "click", event => {
    const span = event.target.closest?.("i[data-n]")
    if (span) choose(+span.dataset.n)
  })
  const bring = span => {
    const top = span.offsetTop - panel.offsetTop
    if (top < panel.scrollTop + 20 || top > panel.scrollTop + panel.clientHeight - 50)
      panel.scrollTop = top - panel.clientHeight / 2
  }
  return {
    spans,
    /** Show `text`; what is there already stays, so that a growing text only grows. */
    show(text, promptLength, changes) {
      const changed = new Set(changes)
      const grows = text.startsWith(shown) && given === promptLength && chosen === changes.join()
      if (!grows) panel.replaceChildren()
      const atEnd = panel.scrollHeight - panel.scrollTop - panel.clientHeight < 40
      append(text, grows ? shown.length : 0, promptLength, changed)
      if (grows && shown && atEnd) panel.scrollTop = panel.scrollHeight
      shown = text
      given = promptLength
      chosen = changes.join()
    },
    select(n) {
      panel.querySelector(".now")?.classList.remove("now")
      const span = spans[n]
      if (!span) return
      span.classList.add("now")
      bring(span)
    },
    /** Bring a character in sight. */
    follow(n) {
      if (spans[n]) bring(spans[n])
    },
    /** `colourOf(n)` is [background, text colour] or null for each character. */
    paint(colourOf) {
      for (let n = 0; n < spans.length; n++) {
        const colours = colourOf(n),
          style = spans[n].style
        if (colours) {
          style.setProperty("--c", colours[0])
          style.setProperty("--t", colours[1])
        } else {
          style.removeProperty("--c")
          style.removeProperty("--t")
        }
      }
    },
  }
}
