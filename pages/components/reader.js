// Steps through the figures of the reader by keyboard or by its two buttons; called at every run, started once.
(facts) => {
  const started = window.shuchuReader;
  window.shuchuReader = facts;
  if (started) return;

  const figures = () => [...document.querySelectorAll("article.reader a.fig")];
  const middle = () => innerHeight / 2;
  // Where the reader is: the figure in focus, else the first below the middle of the window.
  const place = (all) => {
    const focused = all.indexOf(document.activeElement);
    if (focused >= 0) return { at: focused, on: true };
    const below = all.findIndex((each) => each.getBoundingClientRect().top > (scrolled() ? middle() : 0));
    return { at: below < 0 ? all.length : below, on: false };
  };
  const scrolled = () => (document.querySelector(".stMain")?.scrollTop ?? 0) > 200;
  const step = (by) => {
    const all = figures();
    const now = place(all);
    const next = now.on ? now.at + by : by > 0 ? now.at : now.at - 1;
    if (next < 0 || next >= all.length) {
      document.querySelector(`nav.pager a.${by > 0 ? "turn-after" : "turn-before"}`)?.click();
      return;
    }
    all[next].focus({ preventScroll: true });
    all[next].scrollIntoView({ block: "center" });
    const told = document.querySelector(".stepper output");
    if (told) told.textContent = `${next + 1} / ${all.length}`;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable=true]")) return;
    const by = { j: 1, J: 1, k: -1, K: -1 }[event.key];
    if (!by || !document.querySelector("article.reader")) return;
    event.preventDefault();
    step(by);
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".stepper button[value]") : null;
    if (button) step(Number(button.value));
  });
}
