// Called once a run with the language and what Streamlit's own English words are in it.
(facts) => {
  document.documentElement.lang = facts.lang;
  const started = window.shuchu;
  window.shuchu = facts;
  if (started) return;

  // A click on a link of the pages is a step within the session; Streamlit answers popstate with a rerun.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.in[href]") : null;
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.origin !== location.origin || link.hasAttribute("hreflang")) return;
    event.preventDefault();
    event.stopPropagation();
    if (link.href === location.href) return;
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    if (!link.classList.contains("stay")) document.querySelector(".stMain")?.scrollTo(0, 0);
  }, true);

  const said = (text) => {
    const words = window.shuchu.words;
    if (text in words) return words[text];
    const [first, ...rest] = text.split(" ");
    return first === "Remove" && rest.length ? `${words.Remove} ${rest.join(" ")}` : text;
  };
  const replace = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.nodeValue.trim();
      const ours = node.parentElement?.closest(".stHtml, script, style");
      if (!ours && text in window.shuchu.words && said(text) !== text) node.nodeValue = said(text);
      return;
    }
    if (!(node instanceof Element) || node.matches(".stHtml")) return;
    const label = node.getAttribute("aria-label");
    if (label && said(label) !== label) node.setAttribute("aria-label", said(label));
    for (const child of node.childNodes) replace(child);
  };
  replace(document.body);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) replace(node);
  }).observe(document.body, { childList: true, subtree: true });
}
