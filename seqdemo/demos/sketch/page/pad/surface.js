// A sheet that is drawn on with mouse, pen, finger and keyboard.

/** How far an arrow key moves the pen, and how far with Shift. */
const STRIDE = 8,
  FINE = 2
/** Places of one line: a scribble ends there. */
const LONGEST = 5000

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/**
 * `sheet` is an SVG element of `side` units; `began`, `moved(places)`, `ended(places)` and
 * `dropped` are told of a line, `pen(place, down)` of where the keyboard's pen is.
 */
export const makeSurface = (sheet, side, on, { allowed, began, moved, ended, dropped, pen }) => {
  let line = null,
    keyboard = null
  const placeOf = event => {
    const box = sheet.getBoundingClientRect()
    return [
      ((event.clientX - box.left) / box.width) * side,
      ((event.clientY - box.top) / box.height) * side,
    ]
  }
  const inside = ([x, y]) => [Math.max(0, Math.min(side, x)), Math.max(0, Math.min(side, y))]
  const begin = (id, at) => {
    line = { id, places: [inside(at)] }
    began()
    moved(line.places)
  }
  const reach = at => {
    if (line.places.length >= LONGEST) return
    line.places.push(inside(at))
    moved(line.places)
  }
  const end = () => {
    const { places } = line
    line = null
    ended(places)
  }
  const drop = () => {
    if (!line) return
    line = null
    dropped()
  }

  on(sheet, "pointerdown", event => {
    if (line || event.button !== 0 || !event.isPrimary || !allowed()) return
    keyboard = null
    pen(null, false)
    sheet.setPointerCapture(event.pointerId)
    begin(event.pointerId, placeOf(event))
  })
  on(sheet, "pointermove", event => {
    if (!line || event.pointerId !== line.id) return
    const samples = event.getCoalescedEvents?.() ?? []
    for (const sample of samples.length ? samples : [event]) reach(placeOf(sample))
  })
  on(sheet, "pointerup", event => {
    if (line && event.pointerId === line.id) end()
  })
  on(sheet, "pointercancel", event => {
    if (line && event.pointerId === line.id) drop()
  })

  const tell = () => pen(keyboard, line?.id === "keys")
  const step = ([x, y], by) => {
    keyboard = inside([keyboard[0] + by * x, keyboard[1] + by * y])
    if (line?.id === "keys") reach(keyboard)
    tell()
  }
  const toggle = () => {
    if (line?.id === "keys") end()
    else if (!line && allowed()) begin("keys", keyboard)
    tell()
  }
  on(sheet, "keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    keyboard ??= [side / 2, side / 2]
    const arrow = ARROWS[event.key]
    if (arrow) step(arrow, event.shiftKey ? FINE : STRIDE)
    else if (event.key === " " || event.key === "Enter") toggle()
    else if (event.key === "Escape" && line) {
      drop()
      tell()
    } else return
    event.preventDefault()
    event.stopPropagation()
  })
  on(sheet, "focus", () => {
    if (!sheet.matches(":focus-visible")) return
    keyboard ??= [side / 2, side / 2]
    tell()
  })
  on(sheet, "blur", () => {
    if (line?.id === "keys") drop()
    pen(null, false)
  })

  return {
    get busy() {
      return line !== null
    },
    cancel: drop,
  }
}
