// A worker that fetches an answer and keeps its rows, so that a hundred thousand of them do not freeze the page.
let vars = [];
let rows = [];
let text = "";
const sorted = new Map();
const TRIPLE = /^(\S+) (\S+) (.*) \.$/;
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<(.*)>)?$/;
const NUMBER = /#(?:integer|decimal|double|float|int|long|nonNegativeInteger)$/;
const ESCAPES = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" };

function unescaped(value) {
  return value.replace(/\\u([0-9A-F]{4})|\\U([0-9A-F]{8})|\\(.)/g, (_, short, long, sign) =>
    sign ? ESCAPES[sign] ?? sign : String.fromCodePoint(parseInt(short ?? long, 16)));
}

function term(token) {
  if (token.startsWith("<")) return { type: "uri", value: token.slice(1, -1) };
  const literal = LITERAL.exec(token);
  if (!literal) return { type: "bnode", value: token };
  return { type: "literal", value: unescaped(literal[1]), "xml:lang": literal[2], datatype: literal[3] };
}

function triples(content) {
  const found = [];
  for (const line of content.split("\n")) {
    const match = TRIPLE.exec(line);
    if (match) found.push(match.slice(1).map(term));
  }
  return found;
}

async function fetched({ url, form }) {
  const accept = "application/sparql-results+json, application/n-triples;q=0.9";
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(form), headers: { Accept: accept } });
  text = await response.text();
  if (!response.ok) {
    try {
      const { message, messages, line } = JSON.parse(text);
      return { error: message, messages, line };
    } catch {
      return { error: text };
    }
  }
  sorted.clear();
  if (response.headers.get("Content-Type").startsWith("application/n-triples")) {
    vars = ["subject", "predicate", "object"];
    rows = triples(text);
    return { vars, count: rows.length, graph: true, truncated: response.headers.has("X-Truncated") };
  }
  const answer = JSON.parse(text);
  if ("boolean" in answer) return { verdict: answer.boolean, explanation: answer.head.explanation };
  vars = answer.head.vars;
  rows = answer.results.bindings.map((row) => vars.map((name) => row[name]));
  return { vars, count: rows.length, truncated: Boolean(answer.head.truncated), explanation: answer.head.explanation };
}

function compared(first, second) {
  if (!first || !second) return (first ? 0 : 1) - (second ? 0 : 1);
  if (NUMBER.test(first.datatype ?? "") && NUMBER.test(second.datatype ?? "")) return first.value - second.value;
  return collator.compare(first.value, second.value);
}

const collator = new Intl.Collator(undefined, { numeric: true });

function ordered(sort) {
  if (!sort) return rows;
  const key = `${sort.column} ${sort.descending}`;
  if (!sorted.has(key)) {
    sorted.clear();
    const direction = sort.descending ? -1 : 1;
    sorted.set(key, rows.toSorted((a, b) => direction * compared(a[sort.column], b[sort.column])));
  }
  return sorted.get(key);
}

const tasks = {
  fetch: fetched,
  page: ({ first, size, sort }) => ordered(sort).slice(first, first + size),
  raw: ({ size }) => ({ text: text.slice(0, size), whole: text.length <= size }),
};

self.addEventListener("message", async ({ data }) => {
  try {
    self.postMessage({ id: data.id, result: await tasks[data.task](data) });
  } catch (error) {
    self.postMessage({ id: data.id, failure: String(error) });
  }
});
