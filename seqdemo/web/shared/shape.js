// Drawing with SVG.

const SVG = "http://www.w3.org/2000/svg"
export const shape = (name, attributes, parent) => {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  parent?.append(element)
  return element
}
