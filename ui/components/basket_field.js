// A basket file is read here, in the browser: only its text goes to the running session, and no file is stored.
const MOST = 2_000_000;

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const label = parentElement.querySelector("label");
  const input = parentElement.querySelector("input");
  label.querySelector("span").textContent = data.label;
  const changed = async () => {
    const file = input.files[0];
    if (!file) return;
    setTriggerValue("text", file.size > MOST ? "-" : await file.text());
    input.value = ""; // the same file can be chosen again
  };
  input.addEventListener("change", changed);
  return () => input.removeEventListener("change", changed);
}
