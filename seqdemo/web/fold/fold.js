// The folded cell: one box with a loop, reading letter after letter; unfolded, one box a letter.

import { make } from "../shared/element.js"
import { percent, subscript, UNKNOWN } from "../shared/format.js"
import { slotElement } from "../steps/slots.js"
import { still as reducesMotion } from "../shared/motion.js"
import { themeOf } from "../shared/theme.js"
import { drawTile, stateAt } from "../shared/tile.js"
import { readStates } from "../shared/trace.js"

const READ = 850 // ms a letter is shown while folded

const add = (tag, name, parent) => {
  const made = make(tag, name)
  parent.append(made)
  return made
}

const LOOP =
  '<svg class="loop" viewBox="0 0 92 110" aria-hidden="true"><path d="M4 34 C 70 34, 86 6, 60 -22 C 20 -62, -60 -62, -96 -22 C -122 6, -106 34, -50 34"/><polygon points="-42,34 -54,28 -54,40"/><text x="34" y="-44">h</text></svg>'

const buildStep = (stage, { input, output }, label, n, view) => {
  const column = add("div", "step", stage)
  const [word, p] = output.choices[0]
  const guess = add("div", word ? "word" : "word none", column)
  guess.textContent = word || UNKNOWN
  add("small", "", guess).textContent = percent(p, 0)
  add("div", "up", column)
  const cell = add("div", "cell", column)
  if (n) add("span", "", add("div", "arrow", cell)).textContent = `h${subscript(n)}`
  const canvas = add("canvas", "", cell)
  drawTile(canvas, stateAt(view.layer, "hidden", n), view)
  add("div", "up", column)
  column.append(slotElement(input, {}))
  add("b", "", add("div", "letter", column)).textContent = label
  return column
}

const create = root => {
  const stage = root.querySelector(".stage"),
    button = root.querySelector(".toggle"),
    caption = root.querySelector(".caption")
  const still = reducesMotion()
  const abort = new AbortController()
  const s = { folded: true, t: 0, timer: 0, data: null, columns: [] }

  const show = () => {
    root.classList.toggle("folded", s.folded)
    for (const [n, column] of s.columns.entries()) column.classList.toggle("now", n === s.t)
    button.textContent = s.folded ? "Unfold in time" : "Fold again"
    button.setAttribute("aria-pressed", String(!s.folded))
    const read = s.data.labels.slice(0, s.t + 1).join("")
    const last = s.data.columns.at(-1).output.choices[0][0]
    caption.textContent = s.folded
      ? `One cell, used again at every step. It has read “${read}”; the loop carries its state h to the next letter.`
      : `The same cell, once for each letter, left to right: the loop has become the arrows. It says: ${last || UNKNOWN}.`
  }
  const tick = () => {
    if (s.t < s.columns.length - 1) {
      s.t += 1
      show()
      return
    }
    if (!s.unfoldedOnce) {
      s.unfoldedOnce = true
      unfold()
      return
    }
    s.t = 0
    show()
  }
  const unfold = () => {
    clearInterval(s.timer)
    s.folded = false
    show()
    // Unfolded, the light goes on from letter to letter: it is still one cell, step after step.
    if (!still)
      s.timer = setInterval(() => {
        s.t = (s.t + 1) % s.columns.length
        show()
      }, 2 * READ)
  }
  const fold = () => {
    s.folded = true
    s.t = 0
    show()
    clearInterval(s.timer)
    if (!still) s.timer = setInterval(tick, READ)
  }
  button.addEventListener(
    "click",
    () => {
      s.unfoldedOnce = true
      s.folded ? unfold() : fold()
    },
    { signal: abort.signal },
  )

  const draw = () => {
    const data = s.data,
      count = data.columns.length,
      layer = readStates(data.layers.at(-1)),
      room = root.clientWidth - 44
    const column = Math.max(70, Math.min(215, Math.floor(room / count))),
      narrow = column < 110,
      frame = narrow ? 12 : 22 // padding and border of a box, left and right
    const cell = Math.max(
      3,
      Math.min(
        innerHeight < 860 ? 8 : 11,
        Math.floor((column - frame - (narrow ? 14 : 34)) / layer.side),
      ),
    )
    const theme = themeOf(root, data.palette)
    root.style.setProperty("--count", count)
    root.style.setProperty("--column", `${column}px`)
    root.style.setProperty("--box", `${cell * layer.side + frame}px`)
    root.style.setProperty("--padding", `${frame / 2 - 2}px`)
    const view = { layer, order: layer.order, side: layer.side, cell, colour: theme.signed }
    stage.replaceChildren()
    stage.setAttribute(
      "aria-label",
      `A network reads ${data.labels.join(", ")} and says ${data.columns[count - 1].output.choices[0][0]}`,
    )
    s.columns = data.columns.map((column, n) => buildStep(stage, column, data.labels[n], n, view))
    for (const [n, item] of s.columns.entries())
      item.style.setProperty("--home", `${((count - 1) / 2 - n) * column}px`)
    const box = s.columns[0].querySelector(".cell")
    stage.insertAdjacentHTML("beforeend", LOOP)
    const half = (cell * layer.side + frame) / 2
    const word = s.columns[0].querySelector(".word")
    // The loop goes over the box, below the word.
    const top = 34 - half - (box.offsetTop - word.offsetTop - word.offsetHeight)
    const loop = stage.querySelector(".loop")
    loop.style.top = `${box.offsetTop + box.offsetHeight / 2 - 34}px`
    loop.style.marginLeft = `${half - 2}px`
    loop
      .querySelector("path")
      .setAttribute(
        "d",
        `M2 34 C 60 34, 60 ${top}, 10 ${top} L ${-2 * half - 6} ${top} C ${-2 * half - 56} ${top}, ${-2 * half - 56} 34, ${-2 * half - 6} 34`,
      )
    loop
      .querySelector("polygon")
      .setAttribute("points", `${-2 * half + 2},34 ${-2 * half - 9},28 ${-2 * half - 9},40`)
    loop.querySelector("text").setAttribute("x", 48)
    loop.querySelector("text").setAttribute("y", 6)
    show()
  }
  s.update = data => {
    const first = !s.data
    s.data = data
    draw()
    if (first && still) unfold()
    else if (first) s.timer = setInterval(tick, READ)
  }
  const sizes = new ResizeObserver(() => {
    if (s.data && root.clientWidth !== s.width) {
      s.width = root.clientWidth
      draw()
    }
  })
  sizes.observe(root)
  s.dispose = () => {
    abort.abort()
    sizes.disconnect()
    clearInterval(s.timer)
  }
  return s
}

export default create
