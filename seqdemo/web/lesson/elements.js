// Text of a lesson: [tag, child, ...] or plain text, of a few tags alone.

const TAGS = new Set(["p", "ul", "ol", "li", "strong", "em", "code", "br"])

/** Elements of a text's tree; whatever is no known tag is a paragraph. */
export const elements = tree =>
  tree.map(one => {
    if (!Array.isArray(one)) return document.createTextNode(String(one))
    const [tag, ...children] = one
    const element = document.createElement(TAGS.has(tag) ? tag : "p")
    element.append(...elements(children))
    return element
  })
