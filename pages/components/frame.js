// Called once a run with the language and what Streamlit's own English words are in it.
(facts) => {
  // A tab that was open while the server got another version has the sheet and the scripts of before: it is loaded anew, once.
  const sheet = document.getElementById("sheet")?.dataset.version, renewed = "shuchu.sheet";
  if (sheet !== facts.sheet && sessionStorage.getItem(renewed) !== facts.sheet) {
    sessionStorage.setItem(renewed, facts.sheet);
    return void location.reload();
  }
  document.documentElement.lang = facts.lang;
  // Signing in leads away and back to the first page: the address that was asked for waits in this tab.
  const asked = "shuchu.asked";
  const here = location.pathname + location.search;
  const waiting = sessionStorage.getItem(asked);
  if (facts.admitted) sessionStorage.removeItem(asked);
  else if (here.length > 1) sessionStorage.setItem(asked, here);
  if (facts.admitted && waiting && waiting !== here) {
    history.replaceState({}, "", waiting);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  }
  // On a narrow screen the row of ways scrolls sideways: the page that is open is in sight, once the head is there.
  const reveal = (tries) => {
    const way = document.querySelector("#root header.head nav [aria-current]");
    if (!way || way.pathname !== location.pathname) return tries && setTimeout(reveal, 100, tries - 1);
    const row = way.parentElement;
    row.scrollLeft = way.offsetLeft - row.offsetLeft - (row.clientWidth - way.offsetWidth) / 2;
  };
  reveal(30);
  const started = window.shuchu;
  window.shuchu = facts;
  if (started) return;

  // An address that names no page: Streamlit has put that of the first page in its place, and a box over it that the next
  // run takes away. What was asked for goes into the address instead, and the page says so for as long as it stands there.
  const bare = (path) => path.replace(/\/+$/, "");
  const asked_for = bare(new URL(performance.getEntriesByType("navigation")[0]?.name || location.href).pathname);
  const stray = facts.admitted && asked_for.startsWith(bare(location.pathname) + "/") && asked_for.split("/").pop();
  if (stray) {
    const there = new URLSearchParams(location.search);
    if (stray !== facts.home) there.set("astray", decodeURIComponent(stray)); // the first page by its own name is meant
    history.replaceState({}, "", `${location.pathname}${`${there}` && "?"}${there}`);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  }

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

  // On paper a chart is as wide as the paper: drawn for the screen, it would lose its last years at the edge.
  addEventListener("beforeprint", () => {
    for (const drawing of document.querySelectorAll(".js-plotly-plot svg.main-svg")) {
      drawing.setAttribute("viewBox", `0 0 ${drawing.getAttribute("width")} ${drawing.getAttribute("height")}`);
      drawing.setAttribute("preserveAspectRatio", "xMinYMin meet");
    }
  });
  addEventListener("afterprint", () => {
    for (const drawing of document.querySelectorAll(".js-plotly-plot svg.main-svg")) drawing.removeAttribute("viewBox");
  });

  // Pickers: a list filtered while the reader types, open from one choice to the next, closed by Escape or a click beside.
  const open = new Set();
  const typed = new Map();  // what stands in the field of an open list, until a choice is made
  const closest = (event, what) => event.target instanceof Element ? event.target.closest(what) : null;
  const matches = (item, asked) => `${item.dataset.find} ${item.dataset.also || ""}`.includes(asked);
  // What was typed, then what is left of it without 人数 behind or “number of ” before, the longest first.
  const forms = (field, asked) => {
    const [before, behind] = JSON.parse(field.dataset.fillers || "[[], []]");
    const begins = ["", ...before.filter((each) => asked.startsWith(each))];
    const ends = ["", ...behind.filter((each) => asked.endsWith(each))];
    const bare = begins.flatMap((one) => ends.map((two) => asked.slice(one.length, asked.length - two.length).trim()));
    return [asked, ...bare.filter((each) => each.length > 1).sort((one, two) => two.length - one.length)];
  };
  const elsewhere = (list, asked) => {
    const shown = document.querySelector(".index[data-rows]");
    const rows = shown && asked ? shown.dataset.rows.split("\n").map((row) => row.split("\t")) : [];
    const found = rows.filter(([, , words]) => words.includes(asked));
    found.sort((one, two) => two[2].startsWith(asked) - one[2].startsWith(asked));
    list.replaceChildren(...found.slice(0, 30).map(([id, name]) => {
      const item = document.createElement("li");
      const there = new URLSearchParams(location.search);
      for (const key of ["place", "p", "at"]) there.delete(key);
      const and = new URLSearchParams(location.search);
      for (const key of ["p", "at"]) and.delete(key);
      there.set("place", id);
      and.append("place", id);
      item.append(link(there, name, "in stay opt"), link(and, "+", "in stay add", list.dataset.add.replace("*", name)));
      return item;
    }));
    return found.length;
  };
  const link = (query, text, css, label) => {
    const made = document.createElement("a");
    made.href = `?${query}`;
    made.className = css;
    made.textContent = text;
    if (label) made.setAttribute("aria-label", label), made.title = label;
    return made;
  };
  document.addEventListener("input", (event) => {
    const field = closest(event, ".pick .find");
    if (!field) return;
    const asked = field.value.trim().toLowerCase(), panel = field.closest(".panel"), rest = panel.querySelector(".rest");
    typed.set(field.closest(".pick").dataset.pick, field.value);
    const items = [...panel.querySelectorAll("section li")];
    const form = forms(field, asked).find((each) => items.some((item) => matches(item, each))) ?? asked;
    field.dataset.found = form;
    let count = rest ? elsewhere(rest, asked) : 0;
    for (const group of panel.querySelectorAll("section")) {
      let inside = 0;
      for (const item of group.querySelectorAll("li")) {
        item.hidden = rest ? Boolean(asked) : !matches(item, form);
        inside += !item.hidden;
      }
      group.hidden = !inside;
      count += inside;
    }
    panel.querySelector(".none").hidden = count > 0;
  });
  document.addEventListener("keydown", (event) => {
    const field = closest(event, ".pick .find");
    if (field && event.key === "Enter") {
      const asked = field.dataset.found ?? "";
      const items = [...field.closest(".panel").querySelectorAll("li")].filter((item) => item.offsetParent);
      (items.find((item) => (item.dataset.find || "").includes(asked)) || items[0])?.querySelector("a.opt")?.click();
    }
    if (event.key === "Escape") for (const pick of document.querySelectorAll(".pick[open]")) {
      const within = pick.contains(document.activeElement);
      pick.open = false;
      if (within) pick.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const pick of document.querySelectorAll(".pick[open]")) if (!event.composedPath().includes(pick)) pick.open = false;
  });
  // Who clicks a name wants to see it: the list no longer covers the page. It stays open beside “+”, at the keyboard, and
  // on the way down from a province.
  document.addEventListener("click", (event) => {
    const pick = closest(event, ".pick[open]"), wanted = closest(event, "a.opt");
    if (!event.detail || !pick || !wanted || !(pick.dataset.pick === "ind" || wanted.closest(".rest"))) return;
    pick.open = false;
    open.delete(pick.dataset.pick);
    kept = `pick-${pick.dataset.pick}`;
  }, true);
  document.addEventListener("click", (event) => {
    const pick = closest(event, ".pick[open]");
    if (!pick || !closest(event, "a.opt, a.add")) return;
    typed.delete(pick.dataset.pick);
    for (const field of pick.querySelectorAll(".find")) field.value = "";
  }, true);
  const show = (pick) => {
    for (const other of document.querySelectorAll(".pick[open]")) if (other !== pick) other.open = false;
    open.clear();
    open.add(pick.dataset.pick);
    pick.querySelector(".find, select")?.focus();
  };
  // The browser tells of a list that opened some time after the click; who types at once would lose the first letters.
  document.addEventListener("click", (event) => {
    const pick = closest(event, ".pick > summary")?.parentElement;
    if (!pick || pick.open) return;
    event.preventDefault();
    pick.open = true;
    show(pick);
  });
  document.addEventListener("toggle", (event) => {
    const pick = closest(event, ".pick");
    if (!pick || !pick.isConnected) return;
    if (!pick.open) return void (open.delete(pick.dataset.pick), typed.delete(pick.dataset.pick));
    if (!open.has(pick.dataset.pick)) show(pick);
  }, true);
  document.addEventListener("change", (event) => {
    const list = closest(event, ".go select");
    if (!list || list.value === location.search) return;
    history.pushState({}, "", list.value);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  });
  // What had the focus before the page was drawn anew has it after, too.
  let kept = "";
  document.addEventListener("focusin", (event) => { kept = closest(event, "[data-keep]")?.dataset.keep || ""; });
  const reopen = (pick) => {
    pick.open = true;
    const field = pick.querySelector(".find"), words = typed.get(pick.dataset.pick);
    if (!field || !words || field.value === words) return;
    field.value = words;
    field.setSelectionRange(words.length, words.length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  // What is open where there is room is folded where there is none, before it is painted: nothing below it moves under a finger.
  const fold = (node) => {
    if (innerWidth <= 640) for (const each of node.querySelectorAll("details.roomy[open]")) each.open = false;
  };
  const restore = (node) => {
    fold(node);
    for (const pick of node.querySelectorAll(".pick")) if (open.has(pick.dataset.pick)) reopen(pick);
    if (!kept || document.activeElement !== document.body) return;
    node.querySelector(`[data-keep="${CSS.escape(kept)}"]`)?.focus({ preventScroll: true });
  };

  const said = (text) => {
    const words = window.shuchu.words;
    if (text in words) return words[text];
    const first = window.shuchu.leads.find((each) => text.startsWith(`${each} `));
    return first ? `${words[first]} ${text.slice(first.length + 1)}` : text;
  };
  const replace = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.nodeValue.trim();
      const ours = node.parentElement?.closest(".stHtml, script, style");
      if (!ours && text in window.shuchu.words && said(text) !== text) node.nodeValue = said(text);
      return;
    }
    if (!(node instanceof Element)) return;
    restore(node);
    if (node.matches(".stHtml")) return;
    const box = node.textContent.includes("Page not found") && node.querySelector("[role=dialog]");
    if (box) return void box.querySelector("button")?.click();
    for (const name of ["aria-label", "placeholder"]) {
      const label = node.getAttribute(name);
      if (label && said(label) !== label) node.setAttribute(name, said(label));
    }
    for (const child of node.childNodes) replace(child);
  };
  // The head that is served first (deploy/shell.py) goes when the page's own has come; with the foot all is drawn.
  const drawn = () => {
    if ("drawn" in document.documentElement.dataset) return;
    const served = document.querySelector(".shell .head");
    if (served && document.querySelector("#root header.head")) served.remove();
    if (document.querySelector("footer.foot") && !document.querySelector('[data-testid="stSkeleton"]')) {
      document.documentElement.dataset.drawn = "";
      document.querySelector(".shell")?.remove();
    }
  };
  replace(document.body);
  drawn();
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) replace(node);
    drawn();
  }).observe(document.body, { childList: true, subtree: true });
}
