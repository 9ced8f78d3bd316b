// One column of the unrolled picture: everything about one step, from the drawing up to the guess.

const make = (tag, name, text) => {
  const element = document.createElement(tag)
  if (name) element.className = name
  if (text !== undefined) element.textContent = text
  return element
}

const percent = p => p >= 0.9995 ? "100 %" : p < 0.0005 ? "<0.1 %" : p >= 0.0995 ? `${(100 * p).toFixed(p >= 0.995 ? 1 : 0)} %` : `${(100 * p).toFixed(1)} %`

const UNKNOWN = "no word I know"

const guessRow = ([word, p], first) => {
  const row = make("div", first ? "guess best" : "guess")
  row.style.setProperty("--p", p.toFixed(4))
  row.append(make("span", word ? "w" : "w none", word || "unknown"), make("span", "p", percent(p)))
  return row
}

const iconButton = (name, label, sign) => {
  const button = make("button", name, sign)
  button.type = "button"
  button.title = label
  button.setAttribute("aria-label", label)
  return button
}

const letterControls = () => {
  const controls = make("div", "controls")
  controls.append(
    iconButton("insert", "Insert an empty letter before this one", "+"),
    iconButton("handle", "Move this letter: drag it, or use the arrow keys", "⠿"),
    iconButton("remove", "Remove this letter", "✕"),
  )
  return controls
}

/** Do what a click on a letter's controls asks for; whether it was one. */
const editColumn = (event, drawing) => {
  const k = +event.target.closest(".column")?.dataset.k
  if (event.target.closest(".remove")) drawing.remove(k)
  else if (event.target.closest(".insert")) drawing.insert(k)
  else return false
  return true
}

const columnElement = () => {
  const column = make("div", "column")
  column.setAttribute("role", "listitem")
  const state = make("div", "state")
  const canvas = make("canvas", "tile")
  canvas.setAttribute("role", "img")
  state.append(make("span", "flow"), canvas)
  column.append(
    make("div", "guesses"), make("div", "up"), state, make("div", "versus"), make("div", "memory"),
    make("div", "up short"), gridElement(), make("div", "seen"), letterControls(),
  )
  return column
}

/** Fill a column from its step of the trace; `step` is undefined for a blank grid. */
const fillColumn = (column, step, t, total) => {
  // Letters before the one that changed were read the same way: leave what they show.
  const filled = JSON.stringify([step, t, column.dataset.k, total])
  if (column.filled === filled) return
  column.filled = filled
  const q = name => column.querySelector(name)
  column.classList.toggle("blank", !step)
  column.dataset.t = step ? t : ""
  q(".flow").textContent = step && t > 0 ? `h${subscript(t)}` : ""
  q(".flow").classList.toggle("shown", Boolean(step && t > 0))
  q(".seen").replaceChildren()
  q(".guesses").replaceChildren()
  q(".memory").replaceChildren()
  const place = `Letter ${+column.dataset.k + 1} of ${total}`
  q(".grid").setAttribute("aria-label", step ? `${place}, read as ${step.input || "no letter"}` : `${place}, empty`)
  if (!step) {
    q(".seen").append(make("span", "empty", "empty: draw here"))
    return
  }
  q(".guesses").append(...step.guesses.map((guess, n) => guessRow(guess, n === 0)))
  q(".memory").append(make("span", "title", "still remembers"), chips(step.remembers))
  q(".seen").append(make("b", "", step.input || "?"), document.createTextNode(` ${percent(step.p)}`))
}

const chips = remembers => {
  const row = make("span", "chips")
  for (const [letter, p] of remembers) {
    const chip = make("span", "chip", letter || "·")
    chip.style.setProperty("--p", p.toFixed(3))
    chip.title = letter ? `Read back from the state: ${letter}, ${percent(p)} sure` : "Read back from the state: no letter"
    row.append(chip)
  }
  return row
}

const subscript = n => String(n).replace(/\d/g, digit => "₀₁₂₃₄₅₆₇₈₉"[digit])
