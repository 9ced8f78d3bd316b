// The beam tree: every sentence the search considered, how likely it was, and where it ended.

import { count } from "../shared/format.js"
import { make } from "../shared/element.js"
import { shape } from "../shared/shape.js"
import { exactly, minus, pathOf, precisely, storyOf } from "./tree_words.js"

const ROW = 23,
  TOP = 26,
  WIDE = 108,
  NODE = 84
export const makeTree = (panel, on, actions) => {
  const v = { tree: null }
  let marks = []

  /** Which hypothesis of each step the shown sentence goes through, -1 for none. */
  const throughSaid = () => {
    const words = [...v.said, ""],
      route = []
    for (let step = 0; step < Math.min(words.length, v.tree.length); step++) {
      route.push(
        v.tree[step].findIndex(
          node => node.word === words[step] && (step === 0 || node.parent === route[step - 1]),
        ),
      )
      if (route[step] < 0) break
    }
    return route
  }
  const edge = (from, to, step, classes) => {
    const x1 = (step - 1) * WIDE + NODE + 6,
      x2 = step * WIDE + 6,
      y1 = TOP + from * ROW + 9,
      y2 = TOP + to * ROW + 9,
      bend = (x2 - x1) / 2
    return shape("path", {
      d: `M${x1},${y1}C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`,
      class: classes,
    })
  }
  const nodeOf = (step, place, route) => {
    const node = v.tree[step][place],
      onRoute = route[step] === place
    const group = shape("g", {
      class: `node ${node.fate}${onRoute ? " route" : ""}`,
      transform: `translate(${step * WIDE + 6},${TOP + place * ROW})`,
      tabindex: "-1",
      role: "button",
      "data-step": step,
      "data-place": place,
    })
    group.setAttribute("aria-label", storyOf(v.tree, step, place))
    shape("rect", { width: NODE, height: 18, rx: 5 }, group)
    const text = shape("text", { x: 6, y: 13, class: "word" }, group),
      word = node.word || "■ end"
    text.textContent = word.length > 8 ? `${word.slice(0, 7)}…` : word
    shape("text", { x: NODE - 5, y: 13, class: "nats" }, group).textContent = minus(node.p)
    return group
  }
  const drawing = () => {
    const route = throughSaid(),
      tall = Math.max(...v.tree.map(column => column.length))
    const width = v.tree.length * WIDE + 2,
      height = TOP + tall * ROW + 2
    const picture = shape("svg", {
      class: "branches",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "group",
      "aria-label": "What the search considered at each word, likeliest on top",
    })
    marks = v.tree.map((_, step) => {
      const mark = shape(
        "rect",
        { x: step * WIDE + 1, y: 1, width: NODE + 10, height: height - 3, rx: 8, class: "mark" },
        picture,
      )
      shape("text", { x: step * WIDE + 6 + NODE / 2, y: 15, class: "step" }, picture).textContent =
        `${v.each ?? "word"} ${step + 1}`
      return mark
    })
    const edges = shape("g", {}, picture)
    for (const [step, column] of v.tree.entries())
      for (const [place, node] of column.entries()) {
        if (node.parent === null) continue
        const main = route[step] === place
        const path = edge(node.parent, place, step, `edge ${node.fate}${main ? " route" : ""}`)
        path.dataset.step = step
        path.dataset.place = place
        if (main) edges.append(path)
        else edges.prepend(path)
      }
    for (const [step, column] of v.tree.entries())
      for (const place of column.keys()) picture.append(nodeOf(step, place, route))
    return picture
  }
  const sentenceList = () => {
    const list = make("div", "finished"),
      shown = v.said.join(" ")
    list.append(
      make(
        "h2",
        "",
        `${v.sentences.length} finished sentence${v.sentences.length === 1 ? "" : "s"}`,
      ),
    )
    for (const { words, text, p, back, score } of v.sentences) {
      const button = make("button", "candidate")
      button.type = "button"
      button.setAttribute("aria-pressed", String(words.join(" ") === shown))
      button.title = "Look at this sentence"
      button.append(
        make("span", "text", text || "(no word)"),
        make("span", "nats", `${exactly(p)} nats`),
        ...(back === null ? [] : [make("span", "back", `back ${exactly(back)}`)]),
        make("span", "score", `score ${precisely(score)}`),
      )
      button.addEventListener("click", () => actions.say(words))
      list.append(button)
    }
    list.append(
      make("p", "note", `Best score first; score = ${v.formula}. 0 nats would be certain.`),
    )
    return list
  }
  const highlight = (step, place) => {
    const ours = new Set()
    for (let at = place, n = step; n >= 0 && at !== null && at !== undefined; n--) {
      ours.add(`${n}/${at}`)
      at = v.tree[n][at].parent
    }
    panel.classList.toggle("tracing", step >= 0)
    for (const element of panel.querySelectorAll("[data-step]"))
      element.classList.toggle(
        "traced",
        step >= 0 && ours.has(`${element.dataset.step}/${element.dataset.place}`),
      )
  }
  const hit = event => event.target.closest?.(".node")
  on(panel, "pointermove", event => {
    const node = hit(event),
      step = node ? +node.dataset.step : -1,
      place = node ? +node.dataset.place : -1
    if (v.hovered !== `${step}/${place}`) highlight(step, place)
    v.hovered = `${step}/${place}`
    actions.tip(node ? storyOf(v.tree, step, place) : "", event)
  })
  on(panel, "pointerleave", event => {
    if (v.tree) highlight(-1, -1)
    v.hovered = ""
    actions.tip("", event)
  })
  const choose = node => {
    const step = +node.dataset.step,
      place = +node.dataset.place,
      words = pathOf(v.tree, step, place)
    if (words.at(-1) === "") actions.say(words.slice(0, -1))
    else actions.branch(words)
  }
  on(panel, "click", event => {
    const node = hit(event)
    if (node) choose(node)
  })
  const nodeAt = (step, place) =>
    panel.querySelector(`.node[data-step="${step}"][data-place="${place}"]`)
  /** One node is reached by Tab, the others from there by arrows: along the sentences, and up and down. */
  const stop = (node, focus) => {
    panel.querySelector('.node[tabindex="0"]')?.setAttribute("tabindex", "-1")
    node.setAttribute("tabindex", "0")
    if (focus) node.focus()
  }
  const beside = (step, place, key) => {
    if (key === "ArrowLeft") return nodeAt(step - 1, v.tree[step][place].parent)
    if (key === "ArrowRight")
      return nodeAt(
        step + 1,
        v.tree[step + 1]?.findIndex(node => node.parent === place),
      )
    return nodeAt(step, place + (key === "ArrowUp" ? -1 : 1))
  }
  on(panel, "keydown", event => {
    const node = hit(event)
    if (!node) return
    if (event.key === "Enter" || event.key === " ") choose(node)
    else if (event.key.startsWith("Arrow")) {
      const next = beside(+node.dataset.step, +node.dataset.place, event.key)
      if (next) stop(next, true)
    } else return
    event.preventDefault()
    event.stopPropagation()
  })
  on(panel, "focusin", event => {
    const node = hit(event)
    if (node) highlight(+node.dataset.step, +node.dataset.place)
  })
  on(panel, "focusout", event => {
    if (hit(event)) highlight(-1, -1)
  })
  return {
    update(view) {
      Object.assign(v, view)
      const title = make("h2", "", "What else it considered")
      if (!v.tree) {
        panel.replaceChildren(
          title,
          make(
            "p",
            "note",
            "Each word was drawn by chance, so nothing else was followed. Choose “search” above to see the sentences it weighs against each other.",
          ),
        )
        return
      }
      const beginnings = v.tree.reduce((sum, column) => sum + column.length, 0)
      const how = make(
        "p",
        "note",
        `${count(beginnings)} beginnings of sentences, likeliest on top, each with its log-probability in nats. Faint ones were dropped, ■ is a finished sentence. Click a ${v.each ?? "word"}: the sentence goes on from there.`,
      )
      const scroll = make("div", "branch-scroll edges")
      scroll.append(drawing())
      panel.replaceChildren(title, how, scroll, sentenceList())
    },
    show(t, moved) {
      for (const [step, mark] of marks.entries()) mark.classList.toggle("now", step === t)
      const here = v.tree && (panel.querySelector(`.node.route[data-step="${t}"]`) ?? nodeAt(0, 0))
      if (here && !panel.querySelector(".node:focus")) stop(here, false)
      const scroll = panel.querySelector(".branch-scroll")
      if (scroll && moved)
        scroll.scrollTo({ left: t * WIDE - (scroll.clientWidth - NODE) / 2, behavior: "smooth" })
    },
  }
}
