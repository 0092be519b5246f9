// The views of an answer: table, network, timeline, raw. Rows live in a worker and come a page at a time.
import { draw, savers } from "./drawing.js";

const PAGE = 100;
const MOST_DRAWN = 500;
const RAW = 200_000;
const YEAR = /^-?\d{4}(?:$|-|\/|~|\?|%)/;
const DATED = /#(?:date|dateTime|gYear|gYearMonth)$|edtf\//;

export function filled(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") for (const [event, handler] of Object.entries(value)) made.addEventListener(event, handler);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export class Rows {
  #worker;
  #waiting = new Map();
  #last = 0;

  constructor(address) {
    this.#worker = new Worker(address);
    this.#worker.addEventListener("message", ({ data }) => {
      const { resolve, reject } = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.failure) reject(new Error(data.failure)); else resolve(data.result);
    });
  }

  ask(task, details) {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, task, ...details });
    });
  }

  end() { this.#worker.terminate(); }
}

export class Names {
  #known = new Map();
  #address;

  constructor(address) { this.#address = address; }

  async of(iris) {
    const unknown = [...new Set(iris)].filter((iri) => !this.#known.has(iri));
    for (let first = 0; first < unknown.length; first += PAGE) {
      const url = new URL(this.#address, location.href);
      for (const iri of unknown.slice(first, first + PAGE)) url.searchParams.append("iri", iri);
      const response = await fetch(url);
      if (!response.ok) break;
      for (const [iri, name] of Object.entries(await response.json())) this.#known.set(iri, name);
    }
    return this.#known;
  }
}

export class Results {
  constructor(place, names, texts, options) {
    Object.assign(this, { place, names, texts, ...options });
    this.views = { table: this.table, network: this.network, timeline: this.timeline, raw: this.raw };
  }

  show(rows, answer) {
    Object.assign(this, { rows, answer, first: 0, sort: null });
    const choices = element("ul", { class: "choices", "aria-label": this.texts.views });
    for (const name of Object.keys(this.views)) {
      const button = element("button", { type: "button", "data-view": name, on: { click: () => this.view(name) } }, this.texts[`view_${name}`]);
      choices.append(element("li", {}, button));
    }
    this.tabs.replaceChildren(choices);
    this.tabs.hidden = false;
    return this.view("table");
  }

  async view(name) {
    for (const button of this.tabs.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", button.dataset.view === name);
    this.afterwards = () => {};
    this.place.replaceChildren(...await this.views[name].call(this));
    this.afterwards();
  }

  async table() {
    const shown = await this.rows.ask("page", { first: this.first, size: PAGE, sort: this.sort });
    const names = await this.names.of(shown.flat().filter((cell) => cell?.type === "uri").map((cell) => cell.value));
    const head = element("tr", {}, ...this.answer.vars.map((name, column) => this.heading(name, column)));
    const body = shown.map((row) => element("tr", {}, ...row.map((cell, column) => this.cell(cell, names, `?${this.answer.vars[column]}`))));
    const table = element("table", { class: "answer" }, element("thead", {}, head), element("tbody", {}, ...body));
    return [
      element("div", { class: "scroll", role: "region", "aria-label": this.texts.answer, tabindex: "0" }, table),
      ...(this.answer.count > PAGE ? [this.paging(shown.length)] : []),
    ];
  }

  heading(name, column) {
    const mine = this.sort?.column === column;
    const order = mine ? (this.sort.descending ? "descending" : "ascending") : null;
    const sort = () => {
      this.sort = { column, descending: mine && !this.sort.descending };
      this.first = 0;
      this.view("table");
    };
    return element("th", { scope: "col", "aria-sort": order }, element("button", { type: "button", title: this.texts.sort_by, on: { click: sort } }, `?${name}`));
  }

  cell(cell, names, heading) {
    const told = { "data-heading": heading }; // what a narrow screen shows before the value
    if (!cell) return element("td", told);
    const known = cell.type === "uri" && names.get(cell.value);
    if (known) return element("td", told, element("a", { href: known.href, title: cell.value }, known.name));
    const number = /#(?:integer|decimal|double)$/.test(cell.datatype ?? "");
    const foreign = cell["xml:lang"] !== this.language ? cell["xml:lang"] : null;
    return element("td", { ...told, class: number ? "number" : null, lang: foreign }, cell.value);
  }

  paging(count) {
    const step = (by) => async () => { this.first += by; await this.view("table"); };
    const { first } = this;
    const range = filled(this.texts.rows_shown, { first: first + 1, last: first + count, count: this.answer.count });
    return element(
      "nav", { class: "paging", "aria-label": range },
      element("button", { type: "button", class: "quiet", disabled: first === 0, on: { click: step(-PAGE) } }, this.texts.previous),
      element("span", {}, range),
      element("button", { type: "button", class: "quiet", disabled: first + count >= this.answer.count, on: { click: step(PAGE) } }, this.texts.next),
    );
  }

  notes() {
    return this.answer.count > MOST_DRAWN ? [element("p", { class: "note" }, filled(this.texts.only_first, { count: MOST_DRAWN }))] : [];
  }

  async network() {
    const shown = await this.rows.ask("page", { first: 0, size: MOST_DRAWN, sort: null });
    const names = await this.names.of(shown.flat().filter((cell) => cell?.type === "uri").map((cell) => cell.value));
    const name = (cell) => names.get(cell.value)?.name ?? cell.value;
    const ties = shown.flatMap((row) => this.ties(row, name));
    if (!this.cytoscape || !ties.length) return [element("p", { class: "notice silence" }, this.texts.no_ties)];
    const nodes = new Map(ties.flatMap(({ from, to }) => [[from.value, name(from)], [to.value, name(to)]]));
    const picture = element("div", { class: "network", role: "img", "aria-label": this.texts.view_network });
    const saving = element("div");
    this.afterwards = () => {
      const drawn = draw(this.cytoscape, picture, [
        ...[...nodes].map(([id, label]) => ({ data: { id, label, href: names.get(id)?.href } })),
        ...ties.map(({ from, to, label }) => ({ data: { source: from.value, target: to.value, label } })),
      ]);
      saving.append(savers(drawn, this.texts.save_picture));
    };
    return [...this.notes(), picture, saving];
  }

  ties(row, name) {
    if (this.answer.graph) {
      const [subject, predicate, object] = row;
      const drawn = subject.type === "uri" && object.type === "uri" && !predicate.value.endsWith("#type");
      return drawn ? [{ from: subject, to: object, label: name(predicate) }] : [];
    }
    const things = row.map((cell, column) => ({ cell, column })).filter(({ cell }) => cell?.type === "uri");
    const [first, ...others] = things;
    return others.map(({ cell, column }) => ({ from: first.cell, to: cell, label: this.answer.vars[column] }));
  }

  async timeline() {
    const shown = await this.rows.ask("page", { first: 0, size: MOST_DRAWN, sort: null });
    const dated = shown.map((row) => ({ row, date: row.find((cell) => cell?.type === "literal" && DATED.test(cell.datatype ?? "") && YEAR.test(cell.value)) }));
    const events = dated.filter(({ date }) => date).sort((a, b) => (a.date.value < b.date.value ? -1 : 1));
    if (!events.length) return [element("p", { class: "notice silence" }, this.texts.no_dates)];
    const names = await this.names.of(events.flatMap(({ row }) => row).filter((cell) => cell?.type === "uri").map((cell) => cell.value));
    const years = Map.groupBy(events, ({ date }) => date.value.slice(0, 4));
    const list = element("ol", { class: "timeline" });
    for (const [year, group] of years) {
      const items = group.map(({ row, date }) => element("li", {}, element("time", {}, date.value), " ", ...this.described(row, date, names)));
      list.append(element("li", {}, element("strong", {}, year), element("ul", {}, ...items)));
    }
    return [...this.notes(), list];
  }

  described(row, date, names) {
    const parts = [];
    for (const cell of row) {
      if (!cell || cell === date || parts.length > 6) continue;
      const known = names.get(cell.value);
      if (parts.length) parts.push(" · ");
      parts.push(known ? element("a", { href: known.href }, known.name) : cell.value);
    }
    return parts;
  }

  async raw() {
    const { text, whole } = await this.rows.ask("raw", { size: RAW });
    return [element("pre", { tabindex: "0", "aria-label": this.texts.view_raw }, element("code", {}, whole ? text : `${text} …`))];
  }
}
