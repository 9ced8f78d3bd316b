// What was read, one element a step, coloured by the selected unit; drag over it to mark a span.

const makeReading = (panel, on, actions) => {
  let shown = null, painted = []
  const spans = panel.children
  const stepOf = event => { const span = event.target.closest?.("i[data-n]"); return span ? +span.dataset.n : -1 }
  const dragged = { from: -1, moved: false }
  on(panel, "pointerdown", event => { dragged.from = stepOf(event); dragged.moved = false })
  on(panel, "pointermove", event => {
    const now = stepOf(event)
    if (!actions.spans() || dragged.from < 0 || now < 0 || !(event.buttons & 1)) return
    if (now !== dragged.from || dragged.moved) { dragged.moved = true; actions.span([Math.min(now, dragged.from), Math.max(now, dragged.from)]) }
  })
  on(panel, "pointerup", () => { if (dragged.moved) actions.spanned(); dragged.from = -1 })
  on(panel, "click", event => { const n = stepOf(event); if (n >= 0 && !dragged.moved) actions.choose(n) })
  return {
    show(labels, joined) {
      const key = labels.join("\u0000")
      if (shown === key) return
      shown = key
      panel.classList.toggle("words", !joined)
      panel.classList.toggle("few", labels.length <= 24)
      const part = document.createDocumentFragment()
      labels.forEach((label, n) => {
        const span = make("i")
        if (label === "\n") {
          span.className = "nl"
          span.append("⏎", document.createElement("br"))
        } else span.textContent = label
        span.dataset.n = n
        part.append(span)
      })
      panel.replaceChildren(part)
      painted = []
    },
    select(n) {
      panel.querySelector(".now")?.classList.remove("now")
      const span = spans[n]
      if (!span) return
      span.classList.add("now")
      const top = span.offsetTop - panel.offsetTop
      if (top < panel.scrollTop + 10 || top > panel.scrollTop + panel.clientHeight - 30) panel.scrollTop = top - panel.clientHeight / 2
    },
    mark(range) {
      for (const span of panel.querySelectorAll(".in")) span.classList.remove("in")
      if (range) for (let n = range[0]; n <= range[1] && n < spans.length; n++) spans[n].classList.add("in")
    },
    /** `colourOf(n)` is [background, text colour] for each step. */
    paint(colourOf) {
      for (let n = 0; n < spans.length; n++) {
        const colours = colourOf(n), style = spans[n].style
        if (painted[n] === colours) continue  // of thousands of steps, most stay as they are
        painted[n] = colours
        style.setProperty("--c", colours[0])
        style.setProperty("--t", colours[1])
      }
    },
  }
}
