// A canvas for sharp screens, and elements that move over it.

/** Make a canvas as large as `g` says, empty; returns its pen, in pixels of the page. */
export const sheet = (canvas, g, height) => {
  const wide = Math.round(g.width * g.ratio),
    tall = Math.round(height * g.ratio),
    pen = canvas.getContext("2d")
  if (canvas.width !== wide || canvas.height !== tall) {
    canvas.width = wide
    canvas.height = tall
    canvas.style.width = `${g.width}px`
    canvas.style.height = `${height}px`
  }
  pen.setTransform(g.ratio, 0, 0, g.ratio, 0, 0)
  pen.clearRect(0, 0, g.width, height)
  return pen
}
/** Move an element to a place and size in pixels. */
export const put = (element, left, top, width, height) => {
  element.style.transform = `translate(${left}px, ${top}px)`
  element.style.width = `${width}px`
  element.style.height = `${height}px`
}
