// What a projector shows: the page's pictures, one at a time, over the whole screen. Components are
// bundles of their own, so what they share is kept on `window`.

/** Said on `document` when a picture has come or gone. */
export const CHANGED = "seqdemo-pictures"

/** @type {any} */
const shared = globalThis
const kept = () => {
  shared.seqdemoPresented ??= { roots: new Set(), on: false, scale: 1 }
  return shared.seqdemoPresented
}

const tell = () => document.dispatchEvent(new CustomEvent(CHANGED))

/** A component's element is on the page: it may be a picture. */
export const join = root => {
  kept().roots.add(root)
  tell()
}

export const leave = root => {
  kept().roots.delete(root)
  tell()
}

/** The elements of all components on the page. */
export const everyRoot = () => [...kept().roots].filter(root => root.isConnected)

/** Whether a picture fills the screen: arrow keys then go from step to step, and to the next one. */
export const presenting = () => kept().on

/** Begin or end: `scale` is by how much the picture on the screen is enlarged. */
export const setPresenting = (on, scale = 1) => Object.assign(kept(), { on, scale })

/** Pixels of the screen a pixel of a canvas stands for, so that it stays sharp when enlarged. */
export const sharpness = () => (window.devicePixelRatio || 1) * kept().scale

/** By how much an element is enlarged on the screen: 1 unless it is presented. */
export const enlarged = (element, box = element.getBoundingClientRect()) =>
  element.offsetWidth ? box.width / element.offsetWidth : 1

/** Where a pointer is in an element, in the element's own pixels. */
export const placeIn = (element, event) => {
  const box = element.getBoundingClientRect()
  const by = enlarged(element, box)
  return [(event.clientX - box.left) / by, (event.clientY - box.top) / by]
}
