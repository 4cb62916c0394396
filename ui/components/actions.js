// One listener for the buttons of our tables: Streamlit's own buttons cannot stand inside a table.
// « cited » is shown here rather than in the HTML, so that a table never changes and keeps its focus and open parts.
const mark = (data) => {
  const cited = new Set(data.cited);
  for (const button of document.querySelectorAll("[data-act^='citer:']")) {
    const held = cited.has(button.dataset.act.slice("citer:".length));
    if ((button.getAttribute("aria-pressed") ?? "false") === String(held)) continue;
    button.setAttribute("aria-pressed", String(held));
    const [was, is] = held ? [data.texts.cite, data.texts.cited] : [data.texts.cited, data.texts.cite];
    button.textContent = is;
    button.setAttribute("aria-label", (button.getAttribute("aria-label") ?? was).replace(was, is));
  }
};

const unfold = (key) => {
  const section = document.querySelector(`details[data-section="${CSS.escape(key)}"]`);
  if (!section) return;
  section.open = true;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  section.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  section.querySelector("summary").focus({ preventScroll: true });
};

const foldAll = (open) => {
  for (const section of document.querySelectorAll("details[data-section]")) section.open = open;
};

const copy = async (button, data) => {
  const said = document.getElementById(button.dataset.act.slice("copier:".length));
  if (!said) return;
  getSelection().selectAllChildren(said); // where the clipboard is closed to pages, Ctrl-C still takes it
  try { await navigator.clipboard.writeText(said.textContent); } catch { return; }
  button.textContent = data.texts.copied;
};

const local = (action, button, data) => {
  const [verb, key] = action.split(":");
  if (verb === "voir") unfold(key);
  else if (verb === "copier") copy(button, data);
  else if (verb === "tout") foldAll(key === "ouvrir");
  else if (verb === "haut") document.querySelector(".rc-matrix")?.scrollIntoView({ block: "center" });
  else return false;
  return true;
};

// Streamlit gives the focus back to the button that opened a dialog, unless the table was redrawn meanwhile: then the
// keyboard would fall to the top of the page. We find the button again by what it does.
const giveBack = (state) => {
  if (document.querySelector("[role='dialog']")) { state.reading = Boolean(state.opener); return; }
  if (!state.reading) { refocus(state); return; }
  state.returning = { act: `[data-act="${CSS.escape(state.opener)}"]`, until: Date.now() + 3000 };
  state.reading = false;
  state.opener = null;
  setTimeout(() => refocus(state), 100); // after the dialog's own attempt
};

// Once more each time the page behind is drawn again: a line that was reviewed is another table.
const refocus = (state) => {
  if (!state.returning || Date.now() > state.returning.until) return;
  const lost = !document.activeElement || document.activeElement === document.body;
  if (lost) document.querySelector(state.returning.act)?.focus({ preventScroll: true });
};

// Paper cannot be unfolded: what is folded on the screen is opened for the time of a printing.
const forPaper = (open) => {
  for (const part of document.querySelectorAll(open ? "details.rc-section:not([open])" : "details[data-for-paper]")) {
    if (part.classList.contains("rc-report")) continue;
    part.open = open;
    part.toggleAttribute("data-for-paper", open);
  }
};

const typing = (target) => target.closest?.("input, textarea, [contenteditable='true']");

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const state = (parentElement.rcState ??= {});
  state.data = data;
  state.send = setTriggerValue;
  mark(data);
  if (!state.observer) {
    // tables may be drawn after this component
    state.observer = new MutationObserver(() => { mark(state.data); giveBack(state); });
    state.observer.observe(document.body, { childList: true, subtree: true });
    state.click = (event) => {
      const button = event.target.closest?.("[data-act]");
      const action = button?.dataset.act;
      if (!action || local(action, button, state.data)) return;
      if (action.startsWith("lire:")) state.opener = action;
      state.send("action", action);
    };
    state.key = (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      const field = document.querySelector("#rc-country");
      if (field) { event.preventDefault(); field.focus(); }
    };
    state.print = () => forPaper(true);
    state.printed = () => forPaper(false);
    addEventListener("beforeprint", state.print);
    addEventListener("afterprint", state.printed);
    document.addEventListener("click", state.click);
    document.addEventListener("keydown", state.key);
    document.documentElement.dataset.keys = "heard"; // said for whoever waits for the keyboard to answer
  }
  return () => {
    state.observer?.disconnect();
    document.removeEventListener("click", state.click);
    document.removeEventListener("keydown", state.key);
    removeEventListener("beforeprint", state.print);
    removeEventListener("afterprint", state.printed);
    delete parentElement.rcState;
  };
}
