// What is lit on the picture over time: the number that is asked about, and those it came from.

import { derivation, sameRef, sourcesOf } from "./derive.js"
import { refOf } from "./reading.js"

/** A derivation's number with all that went into it; `through` looks through a nonlinearity to its sum. */
export const litRefs = (found, { context, named, through }) => {
  if (!found) return []
  const own = sourcesOf(found),
    sums = through && found.squash ? own.filter(ref => ref.kind === "sum") : []
  return [found.ref, ...own, ...sums.flatMap(ref => sourcesOf(derivation(context, ref, named)))]
}

/** Light what is in `refs` in the columns of `root`, and hide what `hides(ref)`. */
export const lightColumns = (root, shape, refs, hides) => {
  for (const button of root.querySelectorAll(".number")) {
    const t = +button.closest(".column").dataset.t,
      ref = refOf(shape, { t, name: button.dataset.name, unit: +button.dataset.unit })
    button.classList.toggle(
      "lit",
      refs.some(other => sameRef(ref, other)),
    )
    if (!hides(ref)) continue
    button.textContent = "?"
    button.setAttribute("aria-label", `still to be found, step ${t + 1}`)
    button.classList.remove("tinted")
  }
  for (const column of root.querySelectorAll(".column")) {
    const t = +column.dataset.t,
      of = kind => refs.some(ref => ref.kind === kind && ref.t === t)
    column.querySelector(".input")?.classList.toggle("lit", of("x"))
    const verdict = column.querySelector(".output")
    verdict?.classList.toggle("lit", of("logit"))
    verdict?.classList.toggle("unknown", hides({ kind: "logit", t, k: 0 }))
  }
}
