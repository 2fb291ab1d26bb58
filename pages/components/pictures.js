// Pictures that the browser draws itself: a figure with its words as a card, a chart with its title and source line.
() => {
  if (window.shuchuPictures) return;
  window.shuchuPictures = true;
  const FONT = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const colours = () => {
    const probe = document.createElement("i");
    document.querySelector(".stApp").append(probe);
    const read = (name) => { probe.style.color = `var(--${name})`; return getComputedStyle(probe).color; };
    const found = Object.fromEntries(["ink", "muted", "line", "ground", "accent"].map((name) => [name, read(name)]));
    probe.remove();
    return found;
  };

  // Lines of pieces {text, kind}: Chinese breaks anywhere but before a closing sign; Latin words, numbers and a figure stay whole.
  const broken = (pen, pieces, width) => {
    const lines = [[]];
    let room = width;
    for (const { text, kind } of pieces) {
      const parts = kind === "figure" ? [text] : text.match(/[\w.,:/?=&%#-]+|\s+|[^]/gu) ?? [];
      for (const word of parts) {
        for (const part of pen.measureText(word).width > width ? word : [word]) {
          const wide = pen.measureText(part).width;
          if (wide > room && !/^[，。；：、！？）》”’…,.;:!?)\s]/u.test(part)) { lines.push([]); room = width; }
          const line = lines.at(-1);
          if (line.length && line.at(-1).kind === kind) line.at(-1).text += part; else line.push({ text: part, kind });
          room -= wide;
        }
      }
    }
    return lines;
  };

  const card = async (facts) => {
    const W = 1080, PAD = 56, tint = colours();
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    const blocks = [
      { size: 24, colour: tint.muted, pieces: [{ text: facts.where }], after: 8 },
      { size: 44, colour: tint.ink, weight: 700, pieces: [{ text: facts.title }], after: 28 },
      { size: 30, colour: tint.muted, quote: true, pieces: facts.pieces, after: 28 },
      { size: 22, colour: tint.muted, pieces: [{ text: facts.cite }], after: 8 },
      { size: 22, colour: tint.accent, pieces: [{ text: facts.link }], after: 20 },
      { size: 20, colour: tint.muted, pieces: [{ text: facts.foot }], after: 0 },
    ];
    const font = (block) => `${block.weight ?? 400} ${block.size}px ${FONT}`;
    let height = PAD * 2;
    for (const block of blocks) {
      pen.font = font(block);
      block.lines = broken(pen, block.pieces, W - PAD * 2 - (block.quote ? 32 : 0));
      height += block.lines.length * block.size * 1.65 + block.after;
    }
    canvas.width = W * 2; canvas.height = Math.ceil(height) * 2;
    pen.scale(2, 2);
    pen.fillStyle = tint.ground; pen.fillRect(0, 0, W, height);
    pen.textBaseline = "middle";
    let y = PAD;
    for (const block of blocks) {
      pen.font = font(block);
      const step = block.size * 1.65, left = PAD + (block.quote ? 32 : 0);
      if (block.quote) { pen.fillStyle = tint.accent; pen.fillRect(PAD, y, 6, step * block.lines.length); }
      for (const line of block.lines) {
        let x = left;
        for (const { text, kind } of line) {
          const wide = pen.measureText(text).width;
          if (kind === "figure") { pen.fillStyle = "#ffd24d"; pen.fillRect(x - 2, y + step * 0.12, wide + 4, step * 0.76); }
          pen.fillStyle = kind === "figure" ? "#1b2330" : kind === "sentence" ? tint.ink : block.colour;
          pen.fillText(text, x, y + step / 2);
          x += wide;
        }
        y += step;
      }
      y += block.after;
    }
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  };

  // The chart as it stands, without what only answers the mouse, under its title and over its source.
  const drawn = (plot, facts) => {
    const tint = colours(), box = plot.getBoundingClientRect(), W = Math.ceil(box.width), pad = 16;
    const pen = document.createElement("canvas").getContext("2d");
    const block = (texts, size, weight = 400) => {
      pen.font = `${weight} ${size}px ${FONT}`;
      return texts.filter(Boolean).flatMap((text) => broken(pen, [{ text }], W - pad * 2).map((line) => line.map((each) => each.text).join("")));
    };
    const head = block([facts.title], 18, 700), foot = block(facts.notes, 12);
    const keys = [];  // the colours of the places, as the page has them below the chart
    let across = pad, row = 0;
    for (const [colour, name] of facts.keys ?? []) {
      const wide = pen.measureText(name).width + 34;
      if (across + wide > W - pad && across > pad) { across = pad; row += 1; }
      keys.push({ colour, name, across, row });
      across += wide;
    }
    const under = keys.length ? (row + 1) * 20 : 0;
    const top = pad + head.length * 26, bottom = under + foot.length * 18 + pad;
    const H = top + Math.ceil(box.height) + bottom, NS = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(NS, "svg");
    svg.setAttribute("xmlns", NS); svg.setAttribute("width", W); svg.setAttribute("height", H); svg.setAttribute("viewBox", `0 0 ${W} ${H}`);
    const add = (name, settings, text) => {
      const made = document.createElementNS(NS, name);
      for (const [key, value] of Object.entries(settings)) made.setAttribute(key, value);
      if (text) made.textContent = text;
      svg.append(made);
      return made;
    };
    add("title", {}, facts.title);
    add("rect", { width: W, height: H, fill: tint.ground });
    const write = (lines, from, step, settings) => lines.forEach((line, at) => add("text", { x: pad, y: from + at * step, "font-family": FONT, ...settings }, line));
    write(head, pad + 18, 26, { "font-size": 18, "font-weight": 700, fill: tint.ink });
    const body = add("g", { transform: `translate(0,${top})` });
    for (const layer of plot.querySelectorAll("svg.main-svg")) {
      const copy = layer.cloneNode(true);
      copy.querySelectorAll(".draglayer, .hoverlayer, .zoomlayer, .modebar").forEach((each) => each.remove());
      copy.removeAttribute("style");
      body.append(copy);
    }
    const end = top + Math.ceil(box.height);
    for (const { colour, name, across, row } of keys) {
      add("circle", { cx: across + 6, cy: end + 10 + row * 20, r: 5, fill: colour });
      add("text", { x: across + 16, y: end + 14 + row * 20, "font-family": FONT, "font-size": 12, fill: tint.ink }, name);
    }
    write(foot, end + under + 14, 18, { "font-size": 12, fill: tint.muted });
    return { text: new XMLSerializer().serializeToString(svg), W, H };
  };

  const raster = ({ text, W, H }) => new Promise((done, fail) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = W * 2; canvas.height = H * 2;
      canvas.getContext("2d").drawImage(image, 0, 0, W * 2, H * 2);
      canvas.toBlob(done, "image/png");
    };
    image.onerror = fail;
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  });

  const ACTS = {
    card: async (facts) => save(await card(facts), `${facts.name}.png`),
    copy: async (facts) => navigator.clipboard.write([new ClipboardItem({ "image/png": card(facts) })]),
    svg: async (facts, plot) => save(new Blob([drawn(plot, facts).text], { type: "image/svg+xml" }), `${facts.name}.svg`),
    png: async (facts, plot) => save(await raster(drawn(plot, facts)), `${facts.name}.png`),
  };
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-picture]") : null;
    if (!button) return;
    const facts = JSON.parse(button.dataset.facts), said = button.textContent;
    // Streamlit makes a class of a key by putting a hyphen for all that no class may hold.
    const key = facts.chart?.replace(/[^a-zA-Z0-9_-]/g, "-");
    const plot = key ? document.querySelector(`.st-key-${CSS.escape(key)} .js-plotly-plot`) : null;
    const tell = (text) => { button.textContent = text; setTimeout(() => { button.textContent = said; }, 2500); };
    try {
      await ACTS[button.dataset.picture](facts, plot);
      tell(button.dataset.done);
    } catch (error) {
      console.warn(error);
      tell(button.dataset.failed);
    }
  });
}
