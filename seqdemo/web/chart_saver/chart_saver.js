// Saves the chart above. Plotly itself is out of reach in Streamlit's bundle; its camera is not:
// it is told what to save and pressed.

const SHARP = 2 // pixels of a .png for one of the screen

const create = root => {
  const said = root.querySelector(".said"),
    s = {}
  /** @returns {any} Plotly's own element */
  const chart = () => document.querySelector(`.${CSS.escape(s.data.chart)} .js-plotly-plot`)
  const camera = drawn => drawn?.querySelector('.modebar-btn[data-title^="Download plot"]')
  /** Charts have no paper of their own: a picture gets the page's, or dark words stand on black. */
  const onPaper = (drawn, act) => {
    const { layout } = drawn,
      before = layout.paper_bgcolor
    layout.paper_bgcolor =
      getComputedStyle(root).getPropertyValue("--st-background-color").trim() || "#fff"
    try {
      act()
    } finally {
      layout.paper_bgcolor = before
    }
  }
  const save = format => {
    const drawn = chart(),
      button = camera(drawn)
    said.textContent = button ? "" : "The chart is not drawn yet."
    if (!button) return
    Object.assign(drawn._context, {
      toImageButtonOptions: { format, filename: s.data.name, scale: format === "png" ? SHARP : 1 },
    })
    onPaper(drawn, () => button.dispatchEvent(new MouseEvent("click", { bubbles: false })))
  }
  const click = event => {
    const name = event.target.closest("button")?.dataset.do
    if (name) save(name)
  }
  root.addEventListener("click", click)
  s.update = data => {
    s.data = data
  }
  s.dispose = () => root.removeEventListener("click", click)
  return s
}

export default create
