// The gradient before the first update, step by step back from the question, and a guess a network.

import { make } from "../../../../web/shared/element.js"
import { significant } from "../../../../web/shared/format.js"
import { shape } from "../../../../web/shared/shape.js"

const bars = (svg, shares, colour) => {
  const width = svg.clientWidth || 400,
    height = svg.clientHeight || 62,
    wide = width / shares.length
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
  svg.replaceChildren()
  shares.forEach((share, n) => {
    const tall = Math.max(1, Math.min(1, share) * height)
    shape(
      "rect",
      {
        x: n * wide,
        y: height - tall,
        width: Math.max(1, wide * 0.72),
        height: tall,
        rx: Math.min(2, wide / 4),
        fill: colour,
      },
      svg,
    )
  })
}

const vote = (net, data, act) => {
  const row = make("div", "vote"),
    known = data.guesses[net.cell]
  row.setAttribute("role", "group")
  row.setAttribute("aria-label", `Your guess: will the ${net.name} learn it?`)
  row.append(make("span", "", "Will it learn?"))
  for (const [will, words] of [
    [true, "yes"],
    [false, "no"],
  ]) {
    const button = make("button", "", words)
    button.type = "button"
    button.dataset.vote = `${net.cell} ${words}`
    button.setAttribute("aria-pressed", String(known === will))
    button.disabled = data.verdicts !== null
    button.addEventListener("click", () => act({ act: "guess", cell: net.cell, will }))
    row.append(button)
  }
  if (data.verdicts)
    row.append(
      make(
        "span",
        "came",
        `${data.verdicts[net.cell] ? "It did." : "It did not."}${known === undefined ? "" : known === data.verdicts[net.cell] ? " You were right." : " You thought otherwise."}`,
      ),
    )
  return row
}

/** Draw them anew; a button that has the focus keeps it. */
export const drawBirths = (root, data, colours, act) => {
  const focused = root.getRootNode().activeElement?.dataset?.vote
  root.replaceChildren(
    ...data.nets.map(net => {
      const box = make("div", "birth"),
        title = make("h3", "", `${net.name} `),
        shares = data.births[net.cell]
      title.append(make("small", "", net.note))
      box.append(title)
      if (shares) {
        box.append(make("span", "arrives", `${significant(shares[data.back], 2)} of it arrives`))
        const svg = shape(
          "svg",
          {
            role: "img",
            "aria-label": `${net.name}: ${significant(shares[data.back], 2)} of the gradient arrives ${data.back} steps back`,
          },
          box,
        )
        requestAnimationFrame(() => bars(svg, shares.slice(0, data.back + 1), colours[net.cell]))
      } else {
        box.append(make("span", "arrives", data.veiled ? "" : "computing…"))
        if (data.veiled) box.append(make("div", "veiled", "?"))
      }
      box.append(vote(net, data, act))
      return box
    }),
  )
  if (focused) root.querySelector(`[data-vote="${focused}"]`)?.focus()
}
