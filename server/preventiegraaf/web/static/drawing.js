// Drawing things and their ties with Cytoscape.js, in the colours of the page.
const CURVE = { "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 0.8 };

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

export function style() {
  const label = { "font-size": 11, color: colour("ink"), "text-wrap": "wrap", "text-max-width": 110 };
  return [
    { selector: "node", style: { ...label, label: "data(label)", width: 18, height: 18, "background-color": colour("accent"), "text-valign": "bottom", "text-margin-y": 4, "text-background-color": colour("sheet"), "text-background-opacity": 0.8 } },
    { selector: "node[kind = 'person']", style: { "background-color": colour("plum") } },
    { selector: "node[kind = 'organisation']", style: { shape: "round-rectangle" } },
    { selector: "node[kind = 'collaboration']", style: { shape: "hexagon", width: 24, height: 24 } },
    { selector: "node[kind = 'group']", style: { shape: "triangle" } },
    { selector: "node[kind = 'initiative']", style: { shape: "diamond", width: 22, height: 22 } },
    { selector: "node[kind = 'event']", style: { shape: "star", width: 22, height: 22, "background-color": colour("warning") } },
    { selector: "node[kind = 'post']", style: { "background-opacity": 0, "border-width": 2, "border-color": colour("accent") } },
    { selector: "edge", style: { ...CURVE, width: 1.5, "line-color": colour("edge"), "target-arrow-color": colour("edge") } },
    { selector: "edge[label]", style: { ...label, "font-size": 9, color: colour("quiet"), "text-background-color": colour("sheet"), "text-background-opacity": 0.85, label: "data(label)", "text-rotation": "autorotate", "min-zoomed-font-size": 9 } },
    { selector: "edge.possibly", style: { "line-style": "dashed" } },
    { selector: "node:selected, node.near", style: { "text-background-color": colour("marked"), "text-background-opacity": 1, "z-index": 10 } },
  ];
}

export const layout = { name: "cose", animate: false, nodeDimensionsIncludeLabels: true, idealEdgeLength: () => 80, nodeRepulsion: () => 40000, componentSpacing: 60, numIter: 1500, padding: 24, randomize: true };

// Cytoscape writes a style element, which our Content-Security-Policy forbids, unless one of this name is there; our own
// style sheet says the same.
function withoutInlineStyle() {
  if (document.getElementById("__________cytoscape_stylesheet")) return;
  const standIn = document.createElement("meta");
  standIn.id = "__________cytoscape_stylesheet";
  document.head.append(standIn);
}

const LETTER = 5.6; // the width of a letter on the screen, about
const WIDEST = 115;
const LINE = 12;

// Where the name of a node comes to stand on the screen.
export function nameBox(node) {
  const { x, y } = node.renderedPosition();
  const width = LETTER * String(node.data("label")).length;
  const half = Math.min(width, WIDEST) / 2;
  return { left: x - half, right: x + half, top: y + 6, bottom: y + 10 + LINE * Math.ceil(width / WIDEST) };
}

export function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function weight(node) {
  return node.degree() + (node.data("kind") === "person" ? 3 : 0);
}

// The nodes that show their name: those chosen, then those with most ties, as far as no name covers another.
function namedOf(drawn) {
  const near = drawn.nodes(".near");
  const others = drawn.nodes(":visible").difference(near).sort((a, b) => weight(b) - weight(a));
  const boxes = near.map(nameBox);
  const named = new Set(near.map((node) => node.id()));
  others.forEach((node) => {
    const box = nameBox(node);
    if (boxes.some((taken) => overlap(taken, box))) return;
    boxes.push(box);
    named.add(node.id());
  });
  return named;
}

// Whatever the zoom, dots and words have the same size on the screen; coming nearer gives room for more names.
function keepReadable(drawn) {
  const scale = 1 / drawn.zoom();
  const names = namedOf(drawn);
  drawn.batch(() => {
    drawn.nodes().forEach((node) => {
      const named = names.has(node.id());
      const size = (node.data("kind") === "collaboration" ? 17 : 12) * scale;
      node.style({ width: size, height: size, "font-size": 10.5 * scale, "text-max-width": WIDEST * scale, "text-margin-y": 3 * scale, "text-opacity": named ? 1 : 0, "text-background-opacity": !named ? 0 : node.hasClass("near") ? 1 : 0.8 });
    });
    drawn.edges().forEach((edge) => edge.style({ width: 1.3 * scale, "arrow-scale": 0.45 * scale, "font-size": 9 * scale, "text-opacity": drawn.zoom() > 0.75 || edge.hasClass("near") ? 1 : 0 }));
  });
}

// The container must be on the page, for it gives the drawing its size.
export function draw(cytoscape, container, elements) {
  withoutInlineStyle();
  const drawn = cytoscape({ container, elements, style: style(), layout, maxZoom: 3, minZoom: 0.1 });
  const fit = () => keepReadable(drawn);
  drawn.on("zoom layoutstop add remove", () => { clearTimeout(drawn.scratch("fitting")); drawn.scratch("fitting", setTimeout(fit, 40)); });
  fit();
  drawn.on("mouseover mouseout", "node", ({ type, target }) => { container.title = type === "mouseover" ? target.data("label") : ""; });
  drawn.on("dbltap", "node", ({ target }) => { if (target.data("href")) location.href = target.data("href"); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawn.style(style()));
  return drawn;
}

function saved(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function escaped(text) {
  return String(text).replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
}

export function asSvg(drawn) {
  const box = drawn.elements(":visible").boundingBox();
  const margin = 20;
  const lines = drawn.edges(":visible").map((edge) => {
    const [a, b] = [edge.source().position(), edge.target().position()];
    const dash = edge.hasClass("possibly") ? ' stroke-dasharray="5 4"' : "";
    const label = edge.data("label") ? `<text x="${(a.x + b.x) / 2}" y="${(a.y + b.y) / 2}" font-size="8" fill="${colour("quiet")}" text-anchor="middle">${escaped(edge.data("label"))}</text>` : "";
    return `<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}" stroke="${colour("edge")}"${dash}/>${label}`;
  });
  const dots = drawn.nodes(":visible").map((node) => {
    const { x, y } = node.position();
    const fill = node.style("background-color");
    return `<circle cx="${x}" cy="${y}" r="9" fill="${fill}"/><text x="${x}" y="${y + 21}" font-size="11" fill="${colour("ink")}" text-anchor="middle">${escaped(node.data("label"))}</text>`;
  });
  const frame = [box.x1 - margin, box.y1 - margin, box.w + 2 * margin, box.h + 2 * margin].join(" ");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${frame}" font-family="system-ui, sans-serif"><rect x="${box.x1 - margin}" y="${box.y1 - margin}" width="100%" height="100%" fill="${colour("paper")}"/>${lines.join("")}${dots.join("")}</svg>`;
}

export function savers(drawn, label) {
  const row = document.createElement("p");
  row.className = "buttons savers";
  row.append(label);
  const kinds = {
    SVG: () => saved(new Blob([asSvg(drawn)], { type: "image/svg+xml" }), "preventiegraaf.svg"),
    PNG: () => saved(drawn.png({ output: "blob", full: true, maxWidth: 2400, maxHeight: 2400, bg: colour("paper") }), "preventiegraaf.png"),
  };
  for (const [name, save] of Object.entries(kinds)) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = name;
    button.addEventListener("click", save);
    row.append(button);
  }
  return row;
}
