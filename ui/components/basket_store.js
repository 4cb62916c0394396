// The basket lives in the browser: a reload or the back button find it again, closing the window forgets it.
// sessionStorage belongs to one window and one address; nothing of it is sent but to the running session that shows it.
const KEY = "recoupe-panier";

const read = () => { try { return sessionStorage.getItem(KEY) ?? ""; } catch { return ""; } };
const write = (text) => {
  try { text ? sessionStorage.setItem(KEY, text) : sessionStorage.removeItem(KEY); } catch { /* a browser that keeps nothing */ }
};

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const state = (parentElement.rcStore ??= {});
  if (state.session !== data.session) { // a new session: a reload, or a server that started again
    state.session = data.session;
    const kept = read();
    state.waiting = Boolean(kept) && !data.restored;
    if (state.waiting) setTriggerValue("kept", kept);
  }
  if (state.waiting && !data.restored) return;
  write(data.basket);
}
