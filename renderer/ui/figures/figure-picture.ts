const svgNamespace = 'http://www.w3.org/2000/svg';
const marginPx = 16;
/** Pixels of the picture per pixel of the screen: sharp in print as well. */
const scale = 2;

/**
 * What stands in `element` as a PNG, as it is shown now: backgrounds, drawings and texts, each where the
 * browser has put it. Borders and shadows of HTML elements are left out.
 */
export async function pictureOf(element: HTMLElement): Promise<Uint8Array<ArrayBuffer>> {
  const box = element.getBoundingClientRect();
  // A figure that scrolls is saved whole.
  const size = {
    width: Math.ceil(element.scrollWidth + marginPx * 2),
    height: Math.ceil(element.scrollHeight + marginPx * 2),
  };
  const picture = svgElement('svg', { ...size, viewBox: `0 0 ${size.width} ${size.height}` });
  picture.append(svgElement('rect', { ...size, fill: backgroundBehind(element) }));
  const content = svgElement('g', {
    transform: `translate(${marginPx - box.left} ${marginPx - box.top})`,
  });
  picture.append(content);
  draw(element, content);
  return await pngOf(picture, size);
}

function draw(element: Element, into: SVGElement): void {
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  // What only screen readers get is cut to a pixel.
  if (style.visibility === 'hidden' || box.width <= 1 || box.height <= 1) return;
  if (element instanceof SVGSVGElement) {
    into.append(drawingOf(element, box));
    return;
  }
  if (!isTransparent(style.backgroundColor)) {
    const rx = Number.parseFloat(style.borderRadius) || 0;
    into.append(svgElement('rect', { ...placeOf(box), rx, fill: style.backgroundColor }));
  }
  for (const child of element.childNodes) {
    if (child instanceof Element) draw(child, into);
    else if (child instanceof Text) into.append(...linesOf(child, style));
  }
}

/** The texts of one node, one element per line on the screen, as wide as there whatever font is at hand. */
function linesOf(node: Text, style: CSSStyleDeclaration): SVGElement[] {
  const range = document.createRange();
  const lines: { text: string; box: DOMRect }[] = [];
  const { data } = node;
  for (let index = 0; index < data.length; index += 1) {
    range.setStart(node, index);
    range.setEnd(node, index + 1);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    const line = lines.at(-1);
    if (line && Math.abs(line.box.top - box.top) < 2) {
      line.text += data[index];
      line.box = DOMRect.fromRect({ ...placeOf(line.box), width: box.right - line.box.left });
    } else lines.push({ text: data[index] ?? '', box });
  }
  const { color, fontFamily, fontSize, fontWeight } = style;
  return lines.map(({ text, box }) => {
    const element = svgElement('text', {
      x: box.left,
      y: box.top + box.height * 0.78,
      textLength: box.width,
      fill: color,
      'font-family': fontFamily,
      'font-size': fontSize,
      'font-weight': fontWeight,
      'xml:space': 'preserve',
    });
    element.textContent = text;
    return element;
  });
}

const drawnProperties = [
  'color',
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'display',
] as const;

/** A drawing with the style it has on this page, which a picture does not see. */
function drawingOf(svg: SVGSVGElement, box: DOMRect): SVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll('*')];
  for (const [index, part] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const original = originals[index];
    if (!original) continue;
    const style = getComputedStyle(original);
    part.setAttribute(
      'style',
      drawnProperties.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';'),
    );
  }
  for (const [name, value] of Object.entries(placeOf(box))) copy.setAttribute(name, String(value));
  return copy;
}

const placeOf = ({ x, y, width, height }: DOMRect) => ({ x, y, width, height });

function backgroundBehind(element: HTMLElement): string {
  for (let at: HTMLElement | null = element; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (!isTransparent(backgroundColor)) return backgroundColor;
  }
  return 'white';
}

const isTransparent = (color: string): boolean => color === 'transparent' || color === 'rgba(0, 0, 0, 0)';

function svgElement(name: 'svg' | 'g' | 'rect' | 'text', attributes: Record<string, string | number>) {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

async function pngOf(picture: SVGElement, size: { width: number; height: number }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = size.width * scale;
  canvas.height = size.height * scale;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!png) throw new Error('the picture could not be made');
  return new Uint8Array(await png.arrayBuffer());
}
