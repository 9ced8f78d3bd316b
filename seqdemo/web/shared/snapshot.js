// Coloured words as a picture, drawn from where they stand on the page: .svg, and .png made of it.

const SNAP_EDGE = 12,
  SNAP_SHARP = 2,
  SNAP_MOST = 16000 // pixels a side
const escaped = text => String(text).replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)
export const saveAs = (name, href) => {
  const link = document.createElement("a")
  link.download = name
  link.href = href
  link.click()
}
export const saveText = (name, text, type) => {
  const url = URL.createObjectURL(new Blob([text], { type }))
  saveAs(name, url)
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}

const snapPen = document.createElement("canvas").getContext("2d")

/** One element: its background, frame and underline, and its own first text. */
const snapElement = (element, left, top) => {
  const box = element.getBoundingClientRect(),
    style = getComputedStyle(element)
  if (!box.width || !box.height) return ""
  const x = (box.left - left).toFixed(2),
    y = box.top - top,
    parts = []
  const rect = rest =>
    `<rect x="${x}" y="${y.toFixed(2)}" width="${box.width.toFixed(2)}" height="${box.height.toFixed(2)}" rx="2" ${rest}/>`
  const filled = !/^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor)
  if (filled) parts.push(rect(`fill="${style.backgroundColor}"`))
  if (style.backgroundImage.startsWith("linear-gradient")) {
    const stops = style.backgroundImage.match(/rgba?\([^)]*\)/g) ?? [],
      id = `g${Math.round(box.left)}-${Math.round(box.top)}`
    parts.push(
      `<linearGradient id="${id}">${stops.map((colour, n) => `<stop offset="${n / (stops.length - 1)}" stop-color="${colour}"/>`).join("")}</linearGradient>`,
      rect(`fill="url(#${id})"`),
    )
  }
  if (style.boxShadow !== "none")
    parts.push(rect(`fill="none" stroke="${style.color}" stroke-width="2"`))
  const text = element.firstChild?.nodeType === Node.TEXT_NODE ? element.firstChild.data : ""
  if (text.trim()) {
    snapPen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = snapPen.measureText(text)
    const inset = parseFloat(style.paddingLeft) || 0,
      base = (y + (box.height - up - down) / 2 + up).toFixed(2)
    parts.push(
      `<text x="${(+x + inset).toFixed(2)}" y="${base}" fill="${style.color}" fill-opacity="${style.opacity}" font-family="${escaped(style.fontFamily)}" font-size="${style.fontSize}" font-weight="${style.fontWeight}" xml:space="preserve">${escaped(text)}</text>`,
    )
    if (style.textDecorationLine.includes("underline"))
      parts.push(
        `<rect x="${x}" y="${(+base + 4).toFixed(2)}" width="${box.width.toFixed(2)}" height="2.5" fill="${style.color}"/>`,
      )
  }
  return parts.join("")
}

/** The .svg of elements that hold one short text each, on paper of a colour. */
export const snapshot = (elements, paper) => {
  const boxes = elements.map(element => element.getBoundingClientRect()).filter(box => box.width)
  const left = Math.min(...boxes.map(box => box.left)) - SNAP_EDGE,
    top = Math.min(...boxes.map(box => box.top)) - SNAP_EDGE
  const width = Math.ceil(Math.max(...boxes.map(box => box.right)) - left + SNAP_EDGE),
    height = Math.ceil(Math.max(...boxes.map(box => box.bottom)) - top + SNAP_EDGE)
  const body = elements.map(element => snapElement(element, left, top)).join("")
  return {
    width,
    height,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${paper}"/>${body}</svg>`,
  }
}

/** Save a picture {svg, width, height} as `name` in a format, "svg" or "png". */
export const saveSnapshot = async ({ svg, width, height }, name, format) => {
  if (format === "svg") return saveText(`${name}.svg`, svg, "image/svg+xml")
  const image = new Image(),
    canvas = document.createElement("canvas")
  const sharp = Math.min(SNAP_SHARP, SNAP_MOST / Math.max(width, height))
  canvas.width = Math.round(sharp * width)
  canvas.height = Math.round(sharp * height)
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
  saveAs(`${name}.png`, canvas.toDataURL("image/png"))
}
