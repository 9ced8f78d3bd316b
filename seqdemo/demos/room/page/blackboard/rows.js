// An answer a row, or columns of numbers: how many gave it in each vote, and what the network says.

import { make } from "../../../../web/shared/element.js"
import { percent } from "../../../../web/shared/format.js"
import { beyond, histogram } from "./histogram.js"

const meter = (share, name, label) => {
  const box = make("div", `meter ${name}`)
  if (share !== null) {
    const fill = make("i")
    fill.style.setProperty("--p", String(share))
    box.append(fill)
  }
  box.setAttribute("role", "img")
  box.setAttribute("aria-label", label)
  return box
}

/** The numbers of a row, each in the colour of its bar: votes of the last round, and a probability. */
const numbers = (votes, share) => {
  const box = make("span", "n")
  if (votes) box.append(make("span", "count", votes))
  if (votes && share) box.append(" · ")
  if (share) box.append(make("span", "share", share))
  return box
}

const told = rows => rows.some(row => (row.network ?? null) !== null)

/** @param {HTMLElement} box @param {any} data */
export const drawRows = (box, { question, phase }) => {
  const drawn = JSON.stringify([question?.rows, question?.rounds, question?.histogram, phase])
  if (box.dataset.drawn === drawn) return
  box.dataset.drawn = drawn
  if (question?.histogram) {
    box.replaceChildren(histogram(question.histogram))
    return
  }
  const rows = question?.rows ?? []
  const totals = (question?.rounds ?? []).map((_, n) =>
    rows.reduce((sum, row) => sum + (row.counts[n] ?? 0), 0),
  )
  const shows = phase === "revealed" && told(rows)
  // The network gives these answers no chances: the class has the whole width.
  const alone = phase === "revealed" ? !shows : !question?.chances
  box.replaceChildren(
    ...rows.map(row => {
      const line = make("div", `row${row.right ? " right" : ""}${alone ? " alone" : ""}`)
      const votes = make("div", "votes")
      for (const [n, total] of totals.entries())
        votes.append(
          meter(
            row.counts[n] / Math.max(1, total),
            "",
            `vote ${question.rounds[n]}: ${row.counts[n]}`,
          ),
        )
      if (!totals.length)
        votes.append(
          phase === "revealed"
            ? meter(null, "none", "nobody has voted")
            : meter(null, "hidden-yet", "hidden till the end"),
        )
      const share = percent(row.network ?? 0)
      const network = shows
        ? meter(row.network, "net", `the network: ${share}`)
        : meter(null, "hidden-yet", "the network: hidden")
      const all = totals.at(-1)
      const last = totals.length ? `${row.counts[totals.length - 1]}${all ? ` of ${all}` : ""}` : ""
      const number = numbers(last, shows ? share : "")
      line.append(make("span", "words", row.words), votes, ...(alone ? [] : [network]), number)
      return line
    }),
  )
}

/** What the bars are, and how many have voted. */
export const legend = ({ question, joined, phase }) => {
  if (!question) return []
  const rounds = question.rounds ?? []
  const vote = question.round || rounds.at(-1)
  const name = vote === 2 ? "second vote" : question.kind === "drawing" ? "drawings" : "first vote"
  const [here, there] = question.histogram ? ["left", "right"] : ["above", "below"]
  const both = rounds.length === 2 ? `${here} the first vote, ${there} the second` : name
  const barred = question.rows?.length && !rounds.length && phase !== "revealed"
  const sign = barred ? "▨ " : question.rows?.length || question.histogram ? "■ " : ""
  const until = barred ? ", hidden till the end" : ""
  const voted = `${question.voted} of ${joined}`
  const count = make("b", "", `${sign}the class, ${both}: ${voted}${until}`)
  if (question.histogram) return [count, make("span", "", beyond(question.histogram))]
  const rows = question.rows ?? []
  if (phase !== "revealed" && rows.length && question.chances)
    return [count, make("span", "", "▨ the network: hidden until revealed")]
  if (phase === "revealed" && told(rows))
    return [count, make("span", "net-key", "the network's probabilities")]
  return [count]
}
