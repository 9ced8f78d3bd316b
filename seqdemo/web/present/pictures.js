// The pictures of a page, in the order in which they stand on it.

import { everyRoot } from "../shared/presented.js"

/** What of Streamlit's own is a picture, beside what a page has made one by `sections.picture`. */
const OTHERS =
  '[class*="st-key-seqdemo-picture"], [data-testid="stPlotlyChart"], [data-testid="stTable"], [data-testid="stMarkdown"]:has(table)'
/** Components that are less tall are controls. */
const LOW = 130

const seen = element =>
  element.getClientRects().length > 0 && !element.closest("details:not([open])")
const hostOf = root => root.getRootNode().host ?? root

/** Names of the parts of a component that are pictures of their own, as far as they can be seen. */
const partsOf = root => {
  const parts = [...root.querySelectorAll("[data-picture]")].filter(seen)
  return [...new Set(parts.flatMap(part => part.dataset.picture.split(" ")).filter(Boolean))]
}

const ofComponent = root => {
  const host = hostOf(root)
  if (!seen(host) || root.dataset.picture === "none") return []
  const parts = partsOf(root)
  if (parts.length) return parts.map(part => ({ frame: root, host, part }))
  return root.offsetHeight < LOW ? [] : [{ frame: root, host, part: "" }]
}

const DECLARED = '[class*="st-key-seqdemo-picture"]'
const isWithin = element => Boolean(element.parentElement.closest(DECLARED))

const elsewhere = () =>
  [...document.querySelectorAll(OTHERS)]
    .filter(element => seen(element) && !isWithin(element))
    .map(element => ({
      frame: element.closest('[data-testid="stElementContainer"]') ?? element,
      name: nameOf(element),
    }))
    .map(({ frame, name }) => ({ frame, host: frame, part: "", name }))

/** Name of a container that a page has made a picture, "" for others. */
const nameOf = element =>
  element.className.toString().match(/(?:^|\s)st-key-seqdemo-picture-(\S+)/)?.[1] ?? ""

const isBefore = (one, other) =>
  Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING)

/** Heading under which a picture stands. */
const headingOf = (host, headings) =>
  headings.findLast(heading => isBefore(heading, host))?.textContent.trim() ?? ""

/**
 * Every picture: the element that fills the screen, its host on the page, the part of it that is
 * shown, and what it is called.
 *
 * A component names its parts by `data-picture="one-unit"`, several names with spaces between them;
 * one that names none is one picture. So is every chart. A container of Streamlit's has a `name`.
 */
export const pictures = () => {
  const within = document.querySelector('[data-testid="stMain"]') ?? document.body
  const headings = [...within.querySelectorAll('[data-testid="stHeading"] :is(h1, h2, h3)')]
  // A component in a container that is a picture is a part of that one.
  return [
    ...everyRoot()
      .flatMap(ofComponent)
      .filter(({ host }) => !isWithin(host)),
    ...elsewhere(),
  ]
    .sort((a, b) => (a.host === b.host ? 0 : isBefore(a.host, b.host) ? -1 : 1))
    .map(picture => ({
      ...picture,
      title: [headingOf(picture.host, headings), picture.part.replaceAll("-", " ")]
        .filter(Boolean)
        .join(": "),
    }))
}

/** Whether two are the same picture. */
export const same = (one, other) => one?.frame === other?.frame && one?.part === other?.part
