// The explorer's instrument: text, states and unit together. Pointing, stepping and flipping through
// units stay in the browser; Python hears what the visitor rests on.

import { make } from "../../../../web/shared/element.js"
import { number, visible } from "../../../../web/shared/format.js"
import { makeInstrument } from "../../../../web/shared/instrument.js"
import { colourTable, identitiesOf, markOf, tint } from "../../../../web/shared/palette.js"
import { saveAs, saveSnapshot, saveText, snapshot } from "../../../../web/shared/snapshot.js"
import { themeOf } from "../../../../web/shared/theme.js"
import { readStates, valueAt } from "../../../../web/shared/trace.js"
import { makeHeat } from "./heat.js"
import { makeReading } from "./reading.js"
import { leave, leftOf, standing } from "./standing.js"
import { fillUnit, rowName } from "./unit.js"

/**
 * What Python sends: `payload` in payload.py.
 * @typedef {{light: string[], dark: string[]}} Palettes
 * @typedef {object} Payload
 * @property {string} rev Names what is shown.
 * @property {string[]} labels What was read at each step.
 * @property {boolean} joined Whether labels are characters of a text.
 * @property {any} layer steps, size and packed arrays.
 * @property {any[]} kinds Arrays in the order shown: name, title, signed, most.
 * @property {number[]} order Unit of each row.
 * @property {number[]} groups Rows at which a group begins.
 * @property {number} at Selected step.
 * @property {number} unit Selected unit.
 * @property {number[] | null} span First and last step of the marked span.
 * @property {boolean} spans Whether one can be marked.
 * @property {boolean} holds Whether a unit can be held.
 * @property {string} noun What a row is.
 * @property {string[]} names Each row in words, where a number would not do.
 * @property {number[]} marked Units pointed out.
 * @property {string} title Heading.
 * @property {string} note One line beside it.
 * @property {number} tall Height of the picture, pixels.
 * @property {Palettes} palette Diverging colours.
 */

const create = root => {
  const s = { rev: null, at: 0, unit: 0, span: null, zoom: false, data: null }
  let trigger = (_name, _value) => {}
  const { q, on, player, ...instrument } = makeInstrument(root, {
    bar: { paces: [400, 120, 40] },
    show: (t, said) => show(t, said),
    units: () => s.data && [s.data.order, s.unit],
    pick: unit => pick(unit),
    acts: {
      png: () => savePicture("png"),
      svg: () => savePicture("svg"),
      "text-png": () => saveReading("png"),
      "text-svg": () => saveReading("svg"),
      zoom: button => zoom(button),
    },
    place: () => s.data && { at: s.at, unit: s.unit, span: s.span?.join("-") ?? null },
    seen: () => ({ at: s.at, unit: s.unit, span: s.span, rev: s.rev }),
    standing: () => standing(s),
    leads: () => Boolean(s.data),
    follow: t => {
      for (const part of [reading, heat]) part.follow(t)
    },
  })

  // ---- to the screen ---------------------------------------------------------------------------
  const tintAt = value => s.tints[Math.max(0, Math.min(254, Math.round((value + 1) * 127)))]
  const shownKind = () => s.data.kinds[0]
  const paint = () => {
    const { name, most, title } = shownKind()
    reading.paint(t => tintAt(valueAt(s.layer, name, t, s.unit) / most))
    q(".says").replaceChildren("coloured by ", make("b", "", rowName(s.data, s.unit)), `, ${title}`)
  }
  const panel = () =>
    fillUnit(
      q(".inspector"),
      { ...s.data, layer: s.layer, unit: s.unit, at: s.at, tint: tintAt },
      { flip: instrument.flip, choose, hold },
    )
  const show = (t, said) => {
    s.at = t
    reading.select(t)
    heat.select(t, s.unit)
    panel()
    if (said || player.playing) heat.follow(t)
    if (said)
      instrument.say(
        `Step ${t + 1}: ${visible(s.data.labels[t])}, ${rowName(s.data, s.unit)}: ${number(valueAt(s.layer, shownKind().name, t, s.unit))}`,
      )
    instrument.report()
  }
  const { choose } = instrument
  const hold = value => trigger("hold", { unit: s.unit, at: s.at, value })
  const pick = unit => {
    s.unit = unit
    paint()
    show(s.at, true)
  }
  const setSpan = range => {
    s.span = range
    reading.mark(range)
    heat.mark(range)
  }
  const spanned = () => instrument.report(30)

  const reading = makeReading(q(".text"), on, {
    choose,
    span: setSpan,
    spanned,
    spans: () => s.data?.spans,
  })
  const heat = makeHeat(q(".scroll"), on, {
    click: ({ t, unit }) => {
      if (unit >= 0) {
        s.unit = unit
        paint()
      }
      choose(t)
    },
    span: setSpan,
    spanned,
    hover: (found, event) => {
      if (!found) {
        instrument.tip("", event)
        return
      }
      const unit = found.unit >= 0 ? found.unit : s.unit
      instrument.tip(
        `${rowName(s.data, unit)} after “${visible(s.data.labels[found.t].slice(0, 24))}” (step ${found.t + 1}): ${number(valueAt(s.layer, shownKind().name, found.t, unit))}`,
        event,
      )
    },
  })
  const savePicture = kind => {
    const { canvas, width, height } = heat.still(),
      name = `states-unit-${s.unit}`,
      png = canvas.toDataURL("image/png")
    if (kind === "png") return saveAs(`${name}.png`, png)
    const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="${png}"/></svg>`
    saveText(`${name}.svg`, text, "image/svg+xml")
  }
  const saveReading = format =>
    reading.whole(symbols => {
      const drawn = snapshot(
        [...root.querySelectorAll(".legend > *"), ...symbols],
        getComputedStyle(q(".paper")).backgroundColor,
      )
      saveSnapshot(drawn, `text-unit-${s.unit}`, format)
    })

  const zoom = button => {
    s.zoom = s.wanted = !s.zoom
    button.setAttribute("aria-pressed", String(s.zoom))
    heat.update({ zoom: s.zoom })
    requestAnimationFrame(() => heat.follow(s.at))
  }

  // ---- from Python -----------------------------------------------------------------------------
  const colours = data => {
    const { dark, palette, signed, open, ink } = themeOf(root, data.palette)
    s.scale = data.kinds[0].signed ? signed : open
    root.style.setProperty(
      "--scale",
      data.kinds[0].signed ? palette.join(",") : `${open(0)},${open(1)}`,
    )
    const { signed: both, most } = data.kinds[0]
    q(".legend .low").textContent = both ? number(-most) : "0 shut"
    q(".legend .high").textContent = both ? `+${number(most)}` : "1 open"
    const paper = getComputedStyle(root).getPropertyValue("--st-background-color").trim() || "#fff"
    s.colours = {
      ink,
      soft: dark ? "#a9b1bd" : "#6b7280",
      line: dark ? "#39424f" : "#e2e0d9",
      paper,
      shade: dark ? "rgb(255 255 255 / .14)" : "rgb(29 36 51 / .13)",
      mark: markOf(dark),
    }
    return data.kinds.slice(0, 4).map(({ name, most: top, signed: two }, k) => ({
      name,
      most: top,
      width: k ? 1.1 : 2,
      colour: k === 0 ? ink : identitiesOf(dark)[k - 1],
      two,
    }))
  }
  s.update = (/** @type {Payload} */ data, sends) => {
    instrument.hear(sends.setStateValue)
    trigger = sends.setTriggerValue
    const fresh = data.rev !== s.rev,
      before = s.rev === null ? leftOf(data.rev) : null
    s.data = data
    s.rev = data.rev
    s.layer = readStates(data.layer)
    if (fresh) {
      const { at, unit, span } = before ?? data
      Object.assign(s, { at, unit, span, zoom: s.wanted ?? data.labels.length <= 60 })
    }
    if (!data.spans) s.span = null
    s.unit = Math.min(s.unit, s.layer.size - 1)
    const curves = colours(data),
      place = [],
      table = colourTable(s.scale, 1).colours
    s.tints = Array.from({ length: 255 }, (_, level) => tint(s.scale((level - 127) / 127)))
    data.order.forEach((unit, row) => {
      place[unit] = row
    })
    q(".what").textContent = data.title
    q(".note").replaceChildren(
      ...(data.note ? [make("span", "", data.note)] : []),
      ...curves.map(curve => {
        const sign = make("span", "key", data.kinds.find(kind => kind.name === curve.name).title)
        sign.style.setProperty("--k", curve.colour)
        return sign
      }),
    )
    reading.show(data.labels, data.joined)
    reading.mark(s.span)
    heat.update({
      layer: s.layer,
      order: data.order,
      place,
      high: data.tall,
      groups: data.groups,
      marked: data.marked,
      labels: data.labels,
      spans: data.spans,
      span: s.span,
      zoom: s.zoom,
      curves,
      colours: s.colours,
      table,
      most: data.kinds[0].most,
      picture: data.kinds[0].name,
    })
    paint()
    if (fresh) instrument.known(before ? before.heard : standing(data))
    player.resize(data.labels.length, Math.min(s.at, data.labels.length - 1))
    if (fresh) requestAnimationFrame(() => heat.follow(s.at))
    q('[data-do="zoom"]').setAttribute("aria-pressed", String(s.zoom))
    instrument.link()
    root.dataset.rev = data.rev
    root.dataset.unit = s.unit
  }
  s.dispose = () => {
    leave(s, instrument.heard())
    instrument.dispose()
  }
  return s
}

export default create
