// The framework's own words in French: names of its buttons, texts of its windows. A text is changed only where it is
// one of the list, whole, and stands in a part that the framework writes itself: a publisher's words are never touched.
const WINDOWS = "[role='dialog'] h1, [role='dialog'] h2, [role='dialog'] p, a[href='#stMain'], [data-testid='stStatusWidget'], [data-testid='stSkipLink'], [role='listbox'], [data-testid='stStatusWidget'] button";

const named = (said, names) => {
  if (names[said]) return names[said];
  const place = said.indexOf(": ");
  const known = place > 0 ? names[said.slice(0, place + 1)] : null;
  return known ? `${known} ${said.slice(place + 2)}` : null;
};

const turnNames = (names) => {
  for (const attribute of ["aria-label", "title"]) {
    for (const node of document.querySelectorAll(`[${attribute}]`)) {
      const french = node.closest(".stHtml") ? null : named(node.getAttribute(attribute), names);
      if (french) node.setAttribute(attribute, french);
    }
  }
};

// a confirmation is a dialog that the framework leaves without a name
const nameToasts = (name) => {
  for (const one of document.querySelectorAll("[data-testid='stToast']:not([aria-label])")) one.setAttribute("aria-label", name);
};

const turnTexts = (data) => {
  for (const part of document.querySelectorAll(WINDOWS)) {
    if (part.closest(".stHtml")) continue;
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const said = node.nodeValue.trim();
      if (data.texts[said]) node.nodeValue = data.texts[said];
      else if (said.startsWith("Is Streamlit still running?") || said.startsWith("Connection failed")) node.nodeValue = data.lost;
    }
  }
};

export default function (component) {
  const { parentElement, data } = component;
  document.documentElement.lang = "fr"; // where the page does not come through our own server, Streamlit writes « en »
  const turn = () => { turnNames(data.names); turnTexts(data); nameToasts(data.toast); };
  turn();
  if (!parentElement.rcFrench) {
    let waiting = false;
    parentElement.rcFrench = new MutationObserver(() => {
      if (waiting) return; // once for all that a redraw changes
      waiting = true;
      requestAnimationFrame(() => { waiting = false; turn(); });
    });
    const watched = { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label", "title"] };
    parentElement.rcFrench.observe(document.body, watched);
  }
  return () => { parentElement.rcFrench?.disconnect(); delete parentElement.rcFrench; };
}
