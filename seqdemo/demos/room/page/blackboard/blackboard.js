// A room's board: question, votes, the network's answer, drawings; below it the teacher's bar.

import { elements } from "../../../../web/lesson/elements.js"
import { make } from "../../../../web/shared/element.js"
import { pointTo } from "../view_link.js"
import { drawBar, primaryMove, wayBack } from "./bar.js"
import { fit } from "./fit.js"
import { drawMine } from "./mine.js"
import { drawPlay } from "./play.js"
import { drawCode } from "./qr.js"
import { drawRows, legend } from "./rows.js"
import { speakerOf } from "./speaker.js"
import { drawTiles } from "./tiles.js"

const FIELDS = "input, textarea, select, [contenteditable]"

/** From more drawings than this on, the question stands above them in a line. */
const MANY = 12

/** Whether pupils still come in: nothing has been asked, and the room is at the lesson's first step. */
const isLobby = data =>
  data.at === 0 &&
  data.phase === "waiting" &&
  !(data.mine || data.paused || data.play || data.snapshot || data.ended)

const create = root => {
  const abort = new AbortController()
  const q = name => root.querySelector(name)
  const s = { data: /** @type {any} */ ({}), trigger: (_name, _value) => {} }
  const act = what => s.trigger("act", { at: s.data.at, ...what })

  root.addEventListener(
    "click",
    event => {
      const button = event.target.closest("[data-act]")
      if (button) act(JSON.parse(button.dataset.act))
    },
    { signal: abort.signal },
  )
  // A clicker leads: PageDown does what the large button says, PageUp goes a step back.
  window.addEventListener(
    "keydown",
    event => {
      const [from] = /** @type {any[]} */ (event.composedPath())
      if (!s.data.bar || !["PageDown", "PageUp"].includes(event.key)) return
      if (event.ctrlKey || event.metaKey || event.altKey || from.closest?.(FIELDS)) return
      event.preventDefault()
      event.stopPropagation()
      if (event.repeat) return
      const what = (event.key === "PageUp" ? wayBack : primaryMove)(s.data)
      if (what) act(what)
    },
    { capture: true, signal: abort.signal },
  )

  window.addEventListener("resize", () => fit(root), { signal: abort.signal })

  const heading = data => {
    const place = data.ended ? "the end" : `step ${data.at + 1} of ${data.steps}`
    const frozen = data.snapshot ? ` · snapshot ${data.snapshot}` : ""
    q(".place").textContent = `${data.lesson} · ${place}${frozen}`
    pointTo(q(".view"), data.bar?.view, Boolean(data.play || data.ended))
    q(".title").textContent = data.play ? "You are the network" : data.title
    drawCode(q(".join"), data)
  }
  const surprise = bits => {
    if (!bits) return []
    const [mine, net, even] = [bits.class, bits.network, bits.even].map(one => one.toFixed(1))
    const words = `Surprise at the right answer: the class ${mine} bits on average, the network ${net}, blind guessing ${even}. A guess counts as 50\u00a0%.`
    return [make("p", "bits", words)]
  }
  const further = ({ further: words, view }) => {
    if (!words) return []
    const line = make("p", "", "Try next: "),
      there = /** @type {HTMLAnchorElement} */ (make("a", "", `${words} ↗`))
    Object.assign(there, { target: "_blank", rel: "noopener" })
    pointTo(there, view)
    line.append(there)
    return [line]
  }
  const said = question => {
    if (!question || question.said === undefined) return []
    if (question.problem) return [make("p", "", question.problem)]
    const line = make("p")
    line.append(speakerOf(question))
    if (question.said) line.append(make("b", "", question.said))
    return [line, ...elements(question.explain ?? []), ...surprise(question.bits)]
  }
  const main = data => {
    const { question } = data
    q(".text").replaceChildren(...elements(data.text))
    q(".ask").replaceChildren(...elements(question?.ask ?? []))
    drawRows(q(".rows"), data)
    q(".legend").replaceChildren(...legend(data))
    q(".case").textContent = question?.case
      ? `${question.case[0].toUpperCase()}${question.case.slice(1)}.`
      : ""
    q(".said").replaceChildren(...(data.ended ? further(data) : said(question)))
    q(".drawings").hidden = !data.tiles.length
    drawTiles(q(".tiles"), data.tiles, Boolean(data.bar))
  }

  return {
    update: (data, { setTriggerValue: trigger }) => {
      Object.assign(s, { data, trigger })
      root.classList.toggle("leads", Boolean(data.mine))
      root.classList.toggle("lobby", isLobby(data))
      root.classList.toggle("many", data.tiles.length > MANY)
      heading(data)
      q(".pause").hidden = !data.paused
      q(".main").hidden = data.paused || Boolean(data.play)
      q(".play").hidden = data.paused || !data.play
      if (data.play) drawPlay(q(".play"), data.play)
      main(data)
      q(".bar").hidden = !data.bar
      if (data.bar) drawBar(q(".bar"), data)
      q(".problem").hidden = !data.problem
      q(".problem").textContent = data.problem ?? ""
      q(".mine").hidden = !data.mine
      if (data.mine) drawMine(q(".mine"), data)
      root.dataset.phase = data.phase
      root.dataset.at = data.at
      fit(root)
    },
    dispose: () => abort.abort(),
  }
}

export default create
