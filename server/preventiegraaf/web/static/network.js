// The picture of the network: the same filters as the form, a slider through the years, and ties shown on a click.
import { draw, layout, savers } from "./drawing.js";

const form = document.getElementById("wish");
const picture = document.getElementById("picture");
const told = document.getElementById("told");
const slider = document.getElementById("slider");
const year = document.getElementById("year");
const texts = JSON.parse(document.getElementById("texts").textContent);
let drawn = null;
let latest = 0;

function address(path, more = {}) {
  const url = new URL(path, location.href);
  url.search = "";
  for (const [name, value] of new FormData(form)) if (value) url.searchParams.append(name, value);
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
  return url;
}

function elements({ nodes, edges }) {
  const lines = edges.map((edge) => ({ data: edge, classes: edge.certain ? "" : "possibly" }));
  return [...nodes.map((data) => ({ data })), ...lines];
}

async function refresh() {
  const turn = ++latest;
  const page = address(form.action);
  const [data, shown] = await Promise.all([fetch(address(picture.dataset.source)), fetch(page, { headers: { Accept: "text/html" } })]);
  if (!data.ok || !shown.ok) return;
  const [graph, text] = await Promise.all([data.json(), shown.text()]);
  if (turn !== latest) return; // what was wished since then is on its way, or here already
  replace(graph);
  const other = new DOMParser().parseFromString(text, "text/html");
  document.getElementById("ties").replaceWith(other.getElementById("ties"));
  history.replaceState(null, "", page);
}

// Things that stay keep their place, so that the eye can follow what comes and goes.
function replace(data) {
  const places = new Map(drawn.nodes().map((node) => [node.id(), { ...node.position() }]));
  drawn.elements().remove();
  drawn.add(elements(data));
  told.hidden = true;
  const fresh = drawn.nodes().filter((node) => !places.has(node.id()));
  drawn.nodes().not(fresh).positions((node) => places.get(node.id()));
  if (fresh.length > drawn.nodes().length / 3) drawn.layout(layout).run();
  else fresh.positions((node) => nearby(node, places));
}

function nearby(node, places) {
  const known = node.neighborhood("node").filter((other) => places.has(other.id()));
  const middle = known.length ? known[0].position() : { x: 0, y: 0 };
  const angle = (node.id().length * 2.4) % (2 * Math.PI);
  return { x: middle.x + 90 * Math.cos(angle), y: middle.y + 90 * Math.sin(angle) };
}

function link(href, text) {
  const made = document.createElement("a");
  made.href = href;
  made.textContent = text;
  return made;
}

async function tell(node) {
  drawn.elements().removeClass("near");
  const every = new URL(picture.dataset.source, location.href);
  every.search = new URLSearchParams({ about: node.id(), lang: document.documentElement.lang, year: year?.value ?? "" });
  const response = await fetch(every);
  if (response.ok) expand(node, await response.json());
  const near = node.closedNeighborhood();
  near.addClass("near");
  drawn.emit("zoom");
  const strong = document.createElement("strong");
  strong.textContent = node.data("label");
  const count = texts.ties_of.replace("{count}", node.connectedEdges().length);
  told.replaceChildren(strong, ` · ${count} · `, link(node.data("href"), texts.open_page), " · ", link(address(form.action, { about: node.id() }), texts.expand));
  told.hidden = false;
}

// All ties of a thing, also those that the filters leave out; only the year still counts.
function expand(node, data) {
  const known = new Set(drawn.edges().map((edge) => `${edge.data("source")} ${edge.data("target")} ${edge.data("label")}`));
  const places = new Map(drawn.nodes().map((other) => [other.id(), other.position()]));
  const nodes = data.nodes.filter(({ id }) => !places.has(id));
  const edges = data.edges.filter(({ source, target, label }) => !known.has(`${source} ${target} ${label}`));
  drawn.add(elements({ nodes, edges: edges.map((edge) => ({ ...edge, id: `${edge.id} of ${node.id()}` })) }));
  for (const { id } of nodes) drawn.getElementById(id).position(nearby(drawn.getElementById(id), places));
}

function slide() {
  const none = Number(slider.value) < Number(year.min);
  year.value = none ? "" : slider.value;
  document.getElementById("slid").textContent = none ? texts.all_years : slider.value;
}

async function begin() {
  const response = await fetch(picture.dataset.source);
  if (!response.ok) return;
  const data = await response.json();
  picture.hidden = false;
  drawn = draw(window.cytoscape, document.getElementById("drawing"), elements(data));
  drawn.on("tap", "node", ({ target }) => tell(target));
  document.getElementById("savers").append(savers(drawn, texts.save_picture));
  if (slider) {
    slider.closest(".slider").hidden = false;
    year.closest("div").hidden = true;
    slider.addEventListener("input", () => { slide(); refresh(); });
  }
  form.querySelector("button").hidden = true;
  form.addEventListener("change", (event) => { if (event.target !== slider) refresh(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); refresh(); });
  picture.dataset.ready = "true";
  window.network = drawn;
}

await begin();
