// Suggestions under a box while a reader types: a combobox with a list (ARIA Authoring Practices, 1.2). What is chosen is
// opened, or fills the box where `data-fills` says so. Without this script the box is a field like any other.

"use strict";

const PAUSE = 120; // milliseconds without a key before the server is asked

class Suggestions {
  constructor(place, number) {
    this.place = place;
    this.input = place.querySelector("input[type=search]");
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${number}`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", place.querySelector("label").textContent);
    this.told = document.createElement("span");
    this.told.className = "unseen";
    this.told.setAttribute("role", "status");
    place.append(this.list, this.told);
    this.prepare();
    this.options = [];
    this.active = -1;
    this.asked = 0;
  }

  prepare() {
    const box = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(box)) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => {
      this.choose(-1); // who types on has not chosen
      this.wait();
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("focus", () => this.wait());
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // so that a click leaves no box
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const text = this.input.value.trim();
    const number = ++this.asked;
    if (!text) return this.close();
    const address = `${this.place.dataset.suggestions}&q=${encodeURIComponent(text)}`;
    try {
      const answer = await fetch(address);
      const [, names, kinds, links] = await answer.json();
      if (number === this.asked && document.activeElement === this.input) this.show(names, kinds, links);
    } catch {
      this.close(); // the server is away: the form still works
    }
  }

  show(names, kinds, links) {
    const chosen = this.options[this.active]?.dataset.link;
    this.options = names.map((name, place) => this.option(name, kinds[place], links[place], place));
    this.list.replaceChildren(...this.options);
    this.list.hidden = !this.options.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.told.textContent = this.options.length ? `${this.options.length} ${this.place.dataset.readOut}` : "";
    this.choose(links.indexOf(chosen)); // an answer that comes late takes no choice away
  }

  option(name, kind, link, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.link = link;
    const told = document.createElement("span");
    told.textContent = name;
    const sort = document.createElement("span");
    sort.className = "count";
    sort.textContent = kind;
    option.append(told, " ", sort);
    option.addEventListener("click", () => this.take(option));
    return option;
  }

  take(option) {
    if (!("fills" in this.place.dataset)) return location.assign(option.dataset.link);
    this.input.value = option.firstChild.textContent;
    this.close();
  }

  choose(place) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = place;
    const option = this.options[place];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && !this.list.hidden) {
      event.preventDefault();
      const places = this.options.length + 1; // the box itself is one of them
      this.choose(((this.active + 1 + steps[event.key] + places) % places) - 1);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.take(this.options[this.active]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    }
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.options = [];
    this.list.hidden = true;
    this.list.replaceChildren();
    this.told.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }
}

document.querySelectorAll("[data-suggestions]").forEach((place, number) => new Suggestions(place, number));
