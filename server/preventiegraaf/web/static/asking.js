// The page of SPARQL: an editor with completion from our own terms, and answers without leaving the page.
import { Names, Results, Rows, element, filled } from "./results.js";

const form = document.getElementById("ask");
const area = document.getElementById("query");
const result = document.getElementById("result");
const place = document.getElementById("view");
const tabs = document.getElementById("views");
const texts = JSON.parse(document.getElementById("texts").textContent);
const names = new Names(form.dataset.names);
const worker = new URL("rows.js", import.meta.url);
let running = null;

async function editor() {
  const Yasqe = window.Yasqe;
  if (!Yasqe) return null;
  const terms = await (await fetch(form.dataset.terms)).json();
  Yasqe.registerAutocompleter(completer(terms), false);
  const made = new Yasqe(element("div"), {
    value: area.value, persistenceId: null, consumeShareLink: null, createShareableLink: null, showQueryButton: false,
    autocompleters: ["ours", "variables"], editorHeight: "auto", resizeable: false, prefixCcApi: null,
    screenReaderLabel: document.getElementById("query-label").textContent,
    extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": ask, "Cmd-Enter": ask },
  });
  knowPrefixes(made, terms.prefixes);
  area.before(made.rootEl);
  area.hidden = true;
  area.required = false;
  made.refresh();
  made.on("change", () => { area.value = made.getValue(); });
  made.getInputField().setAttribute("aria-describedby", "editor-keys");
  document.getElementById("editor-keys").hidden = false;
  document.getElementById("query-label").removeAttribute("for");
  document.getElementById("query-label").addEventListener("click", () => made.focus());
  return made;
}

// The server knows our prefixes without a declaration; so does the editor, once its mode begins with them.
function knowPrefixes(made, prefixes) {
  const mode = made.getMode();
  const start = mode.startState;
  mode.startState = (...given) => ({ ...start(...given), prefixes: { ...prefixes } });
  made.setValue(made.getValue());
}

function completer({ prefixes, classes, properties }) {
  const known = new Map([...classes, ...properties, ...Object.keys(prefixes).map((prefix) => [`${prefix}:`, prefixes[prefix]])]);
  return {
    name: "ours", bulk: false, autoShow: true,
    isValidCompletionPosition: (yasqe) => {
      const token = yasqe.getCompleteToken();
      return token.string.trim().length > 1 && /^[\w-]+:?[\w-]*$/.test(token.string) && token.type !== "keyword";
    },
    get: (_, token) => {
      const typed = token.string.toLowerCase();
      const [prefix, local] = typed.split(":");
      const fits = ([short, name]) => short.toLowerCase().startsWith(typed)
        || (local && short.toLowerCase().startsWith(`${prefix}:`) && name.toLowerCase().includes(local));
      const begins = (short) => short.toLowerCase().startsWith(typed);
      const found = [...known].filter(fits).map(([short]) => short);
      return [...found.filter(begins), ...found.filter((short) => !begins(short))];
    },
    postprocessHints: (_, hints) => hints.map((hint) => ({ ...hint, displayText: `${hint.text}  ${known.get(hint.text)}` })),
  };
}

function asked() {
  const data = new FormData(form);
  const fields = [["query", area.value]];
  if (data.get("infer") === "false") fields.push(["infer", "false"]);
  const sources = data.getAll("sources").join(",");
  if (sources) fields.push(["sources", sources]);
  return fields;
}

function shared(fields) {
  const url = new URL(form.action);
  for (const [name, value] of [...fields, ["lang", result.dataset.lang]]) url.searchParams.set(name, value);
  return url;
}

async function ask() {
  if (!area.value.trim()) return;
  running?.end();
  const rows = new Rows(worker);
  running = rows;
  const fields = asked();
  const began = performance.now();
  show(element("p", { class: "notice", role: "status" }, texts.asking, " ", element("button", { type: "button", class: "quiet", on: { click: () => { rows.end(); show(element("p", { class: "notice", role: "status" }, texts.stopped)); } } }, texts.stop)));
  const url = shared(fields);
  if (url.href.length < 8000) history.pushState(null, "", url);
  try {
    const answer = await rows.ask("fetch", { url: form.action, form: fields });
    await present(rows, answer, (performance.now() - began) / 1000, fields);
  } catch {
    show(element("p", { class: "notice warning" }, texts.not_reached));
  }
}

function show(...children) {
  result.hidden = false;
  document.getElementById("take-along")?.remove();
  tabs.hidden = true;
  place.replaceChildren(...children);
}

// What went wrong, in the language of the page; of a query that is no SPARQL also what the engine says of the place.
function refused({ error, messages, line }) {
  const told = messages?.[result.dataset.lang];
  const exact = element("p", { class: "message", lang: "en", ...(told ? {} : { role: "alert" }) }, error);
  if (!told) return [exact];
  return [element("p", { class: "notice warning", role: "alert" }, told), ...(line ? [exact] : [])];
}

async function present(rows, answer, seconds, fields) {
  if (answer.error) return show(...refused(answer));
  const chosen = fields.some(([name]) => name === "sources");
  if ("verdict" in answer) return show(element("p", { class: "verdict", role: "status" }, answer.verdict ? texts.yes : chosen ? texts.no_by_these : texts.no), ...explained(answer));
  if (!answer.count) return show(element("p", { class: "notice silence", role: "status" }, chosen ? texts.no_rows_by_these : texts.no_rows), ...explained(answer));
  show();
  const inference = fields.some(([name]) => name === "infer") ? texts.without_inference : texts.with_inference;
  const count = filled(texts.rows_in, { count: answer.count, seconds: seconds.toFixed(2) });
  const summary = element("p", { class: "quiet", id: "summary", role: "status" }, `${count}, ${inference}.`);
  const cut = answer.truncated ? [element("p", { class: "truncated", role: "note" }, texts.truncated)] : [];
  const inner = element("div");
  place.replaceChildren(summary, ...cut, inner, downloads(fields, answer));
  const cytoscape = await library();
  await new Results(inner, names, texts, { tabs, cytoscape, language: result.dataset.lang }).show(rows, answer);
}

function explained(answer) {
  const said = answer.explanation?.message?.[result.dataset.lang] ?? [];
  return said.length ? [element("ul", { class: "explanation" }, ...said.map((line) => element("li", {}, line)))] : [];
}

function downloads(fields, answer) {
  const links = (answer.graph ? ["ttl", "nt", "rdf", "jsonld"] : ["csv", "xlsx", "tsv", "json", "xml"]).map((format) => {
    const url = shared([...fields, ["format", format]]);
    return element("li", {}, element("a", { href: url }, format));
  });
  const link = element("input", { readonly: true, value: shared(fields), "aria-label": texts.share_link });
  return element(
    "div", {},
    element("p", {}, texts.save_as), element("ul", { class: "choices" }, ...links),
    element("p", {}, texts.share_link), link,
  );
}

function library() {
  if (window.cytoscape || !form.dataset.cytoscape) return window.cytoscape;
  return new Promise((resolve) => {
    const script = element("script", { src: form.dataset.cytoscape, on: { load: () => resolve(window.cytoscape), error: () => resolve(null) } });
    document.head.append(script);
  });
}

form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
addEventListener("popstate", () => location.reload());
await editor();
document.documentElement.dataset.ready = "true";
