// Runs once a page load (and again when the language changes): links step within the session.
(() => {
  if (window.shuchuLinks) return;
  window.shuchuLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.in[href]") : null;
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.origin !== location.origin) return;
    event.preventDefault();
    event.stopPropagation();
    if (link.href === location.href) return;
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    if (!link.classList.contains("stay")) document.querySelector(".stMain")?.scrollTo(0, 0);
  }, true);
})();
