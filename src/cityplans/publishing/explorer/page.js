// Putting the page together, and what a reader can press.
function drawWords() {
  document.documentElement.lang = lang ? "en" : "zh-CN";
  document.title = word("title");
  document.querySelectorAll("[data-word]").forEach((part) => { part.textContent = word(part.dataset.word); });
  byId("language").textContent = word("switch");
  byId("language").title = word("switch_about");
  byId("search").placeholder = word("search");
  byId("search").setAttribute("aria-label", word("search"));
  byId("search").title = word("search_about");
  byId("tabs").setAttribute("aria-label", word("views"));
  byId("group").setAttribute("aria-label", word("group"));
}

function drawCount() {
  let kept = 0;
  for (let row = 0; row < COUNT; row += 1) kept += kept_out[row] === 0;
  byId("count").textContent = word("shown", kept.toLocaleString("en"), COUNT.toLocaleString("en"));
}

function show(view) {
  ["table", "compare"].forEach((name) => {
    const on = name === view;
    byId(`view-${name}`).hidden = !on;
    byId(`tab-${name}`).setAttribute("aria-selected", String(on));
    byId(`tab-${name}`).tabIndex = on ? 0 : -1;
  });
  ["svg", "png"].forEach((id) => { byId(id).hidden = view !== "compare"; });
  if (view === "compare") drawChart(); else table.redraw();
}

function switchLanguage() {
  lang = 1 - lang;
  drawWords();
  drawFacets();
  drawChips();
  drawGroups();
  drawCount();
  drawReviewed();
  table.setColumns(columns().map(column));
  drawChart();
}

function readyTabs() {
  const tabs = ["table", "compare"];
  tabs.forEach((name, place) => {
    byId(`tab-${name}`).addEventListener("click", () => show(name));
    byId(`tab-${name}`).addEventListener("keydown", (event) => {
      if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
      event.preventDefault();
      const other = tabs[1 - place];
      show(other);
      byId(`tab-${other}`).focus();
    });
  });
}

function readySearch() {
  let waiting = null;
  const go = () => { search(byId("search").value); filtered(); };
  byId("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(go, 150); });
  byId("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") { clearTimeout(waiting); go(); }
  });
}

function printed() {
  // on paper every row stands, wrapped: the table on the screen holds those in sight only
  const shownColumns = columns().filter(([field]) => field !== "review");
  const names = shownColumns.map(([field]) => (WORDS[field] ? word(field) : label(field)));
  const cells = (row) => shownColumns.map(([field, , , , text]) => element("td", { className: field }, text(row)));
  const rows = table.getRows("active").map((row) => element("tr", {}, ...cells(row.getData().row)));
  byId("print").replaceChildren(
    element("thead", {}, element("tr", {}, ...names.map((name) => element("th", {}, name)))),
    element("tbody", {}, ...rows));
}

function readyPrint() {
  window.addEventListener("beforeprint", () => { if (byId("view-compare").hidden) printed(); });
  window.addEventListener("afterprint", () => byId("print").replaceChildren());
}

async function start() {
  performance.mark("load-start");
  drawWords();
  drawGroups();
  if (isPhone()) byId("filters").open = false;
  facets.slice(0, 1).forEach((facet) => { facet.open = true; });
  drawFacets();
  drawCount();
  readyReview();
  drawReviewed();
  await makeTable();
  readyTabs();
  readySearch();
  readyDetail();
  readyDownloads();
  readyPrint();
  byId("language").addEventListener("click", switchLanguage);
  byId("group").addEventListener("change", drawChart);
  new ResizeObserver(drawChart).observe(byId("view-compare"));
  whenFiltered(refreshTable);
  whenFiltered(refreshFacets);
  whenFiltered(drawCount);
  whenFiltered(drawGroups);
  whenFiltered(drawChart);
  show("table");
  performance.measure("load", "load-start");
  document.documentElement.dataset.ready = "true";
}

start();
