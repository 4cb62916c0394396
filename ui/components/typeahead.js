// A type-ahead that forgives accents and knows synonyms and ICD-10 codes. It picks nothing when two entries are as near.
// Text is only ever put in the page through textContent.
const LIGATURES = { œ: "oe", æ: "ae" };
const ARTICLE = /^(?:le|la|les|l|the|au|aux|en) (?=\w{3})/;
const CODE = /^([a-z])(\d{2})(?:\.?(\d{1,2}))?$/;
const MOST = 8;

// What each field offers, kept by the window: the server sends it with its first drawings, and again when it is asked.
const offered = (window.recoupeOffered ??= {});

const fold = (text) =>
  text
    .toLowerCase()
    .replace(/[œæ]/g, (c) => LIGATURES[c])
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^0-9a-z]+/g, " ")
    .trim()
    .replace(ARTICLE, "");

const icd = (text) => {
  const found = CODE.exec(text.trim().toLowerCase());
  if (!found) return null;
  return found[1].toUpperCase() + found[2] + (found[3] ? "." + found[3] : "");
};

const nearness = (query, term) => {
  if (term === query) return 0;
  if (term.startsWith(query)) return 1;
  const words = term.split(" ");
  return query.split(" ").every((one) => words.some((word) => word.startsWith(one))) ? 2 : 9;
};

const search = (options, text) => {
  const code = icd(text);
  if (code) {
    const held = options.filter((o) => (o.icd || []).some(([low, high]) => code <= high && low <= code + "~"));
    if (held.length) return held.map((o) => ({ key: o.key, label: o.label, via: code, rank: 0 }));
  }
  const query = fold(text);
  if (!query) return [];
  const found = [];
  for (const option of options) {
    let best = { rank: 9 };
    for (const [folded, shown] of option.terms) {
      const rank = nearness(query, folded);
      if (rank < best.rank) best = { rank, via: shown === option.label ? null : shown };
    }
    if (best.rank < 9) found.push({ key: option.key, label: option.label, ...best });
  }
  return found.sort((a, b) => a.rank - b.rank || a.label.localeCompare(b.label, "fr"));
};

// The one entry that Enter takes without an arrow key: the only one, or the only one that is the text or begins with it
// (« cote d » begins Côte d’Ivoire; it is only inside « Côte française des Somalis »).
const evident = (found) => {
  if (found.length === 1) return 0;
  const best = found.length ? found[0].rank : 9;
  return best <= 1 && found.filter((one) => one.rank === best).length === 1 ? 0 : -1;
};

const make = (name, className, text) => {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

function build(root, id) {
  const label = make("label", "rc-ta-label");
  const input = make("input", "rc-ta-input");
  const list = make("ul", "rc-ta-list");
  const hint = make("p", "rc-ta-hint");
  const chips = make("div", "rc-ta-chips");
  input.id = `rc-${id}`;
  list.id = `rc-${id}-list`;
  label.htmlFor = input.id;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  hint.setAttribute("role", "status");
  for (const [name, value] of Object.entries({
    type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
  })) input.setAttribute(name, value);
  root.replaceChildren(label, chips, input, list, hint);
  return { label, input, list, hint, chips, found: [], active: -1, data: null, send: null };
}

function draw(state) {
  const { list, input, found, active, data } = state;
  list.replaceChildren(
    ...found.slice(0, MOST).map((one, place) => {
      const item = make("li", place === active ? "rc-on" : "", one.label);
      item.id = `${list.id}-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(place === active));
      if (one.via) item.append(make("span", "rc-ta-via", one.via));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(state, one.key); });
      return item;
    })
  );
  list.hidden = found.length === 0;
  input.setAttribute("aria-expanded", String(!list.hidden));
  if (active >= 0) input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
  else input.removeAttribute("aria-activedescendant");
  state.hint.textContent = found.length > 1 && active < 0 ? data.texts.several : "";
}

function close(state) {
  state.found = [];
  state.active = -1;
  draw(state);
}

function take(state, key) {
  state.input.value = "";
  close(state);
  state.send("pick", key);
}

function typed(state) {
  state.found = search(offered[state.data.id] ?? [], state.input.value);
  state.active = evident(state.found);
  draw(state);
}

function pressed(state, event) {
  const shown = Math.min(state.found.length, MOST);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!shown) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    state.active = state.active < 0 && step < 0 ? shown - 1 : (state.active + step + shown) % shown;
    draw(state);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (state.active >= 0) take(state, state.found[state.active].key);
    else if (!shown && state.input.value.trim()) state.send("ask", state.input.value);
  } else if (event.key === "Escape") {
    close(state);
    rest(state);
  }
}

// At rest a single choice shows its name in the field, as a form would.
function rest(state) {
  state.input.value = state.data.multi ? "" : (state.data.chosen[0]?.label ?? "");
}

function listen(state) {
  state.input.addEventListener("input", () => typed(state));
  state.input.addEventListener("keydown", (event) => pressed(state, event));
  state.input.addEventListener("focus", () => state.input.select());
  state.input.addEventListener("blur", () => { close(state); rest(state); });
}

function drawChips(state) {
  const { data, chips } = state;
  if (!data.multi) return;
  chips.replaceChildren(
    ...data.chosen.map((one) => {
      const chip = make("span", "rc-chip", one.label);
      const cross = make("button", "", "×");
      cross.type = "button";
      cross.setAttribute("aria-label", `${data.texts.remove} ${one.label}`);
      cross.addEventListener("click", () => state.send("drop", one.key));
      chip.append(cross);
      return chip;
    })
  );
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const root = parentElement.querySelector(".rc-ta");
  const fresh = !root.rcState;
  const state = (root.rcState ??= { ...build(root, data.id), asked: data.asked });
  state.data = data;
  if (data.options) offered[data.id] = data.options;
  else if (!offered[data.id] && !state.needs) {
    state.needs = true;
    setTriggerValue("need", data.id);
  }
  state.send = setTriggerValue;
  state.label.textContent = data.label;
  state.input.placeholder = data.placeholder;
  if (fresh) listen(state);
  drawChips(state);
  if (data.asked !== state.asked) {
    // the server's answer to a text that nothing here resembles: a typing error, most often
    state.asked = data.asked;
    state.found = data.suggestions;
    state.active = -1;
    draw(state);
    state.hint.textContent = data.suggestions.length ? data.texts.several : data.texts.none;
  } else if (document.activeElement !== state.input || !state.input.value) rest(state);
}
