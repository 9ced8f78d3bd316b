// What a network has written: as running text, as code or as a list, with what it copied.

import { count } from "../../../../web/shared/format.js"
import { make } from "../../../../web/shared/element.js"

/** How a text is set: "code" where lines are indented, "list" where they are short, "" else. */
export const settingOf = text => {
  const lines = text.split("\n").filter(line => line.trim())
  if (lines.filter(line => /^( {4}|\t)/.test(line)).length > lines.length / 4) return "code"
  return lines.length > 5 && text.length / lines.length < 26 ? "list" : ""
}

/** The sample of a frame, the passage that stands in the text word for word marked. */
export const showSample = (root, { sample, copied }) => {
  const [from, to] = copied ?? [0, 0]
  root.className = `sample ${settingOf(sample)}`
  root.replaceChildren(
    sample.slice(0, from),
    ...(to > from ? [make("mark", "", sample.slice(from, to))] : []),
    sample.slice(to),
  )
}

/** What is said of it. */
export const copiedWords = ({ copied }) =>
  copied
    ? `Marked: ${count(copied[1] - copied[0])} characters that stand in your text word for word.`
    : ""
