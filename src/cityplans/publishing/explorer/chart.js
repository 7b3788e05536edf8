// One indicator: a line for each region and year, the mark where it aims, the value in words at the right.
const MOST_LINES = 150;
const MOST_SOURCES = 8, MOST_NAMED = 40;  // with their dates; by name
const FONT = '"Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const SHAPES = [  // in the order of the static charts: circle, square, diamond, triangles, plus
  "M-4.5,0A4.5,4.5 0 1,1 4.5,0A4.5,4.5 0 1,1 -4.5,0Z", "M-4,-4H4V4H-4Z", "M0,-5.5L5.5,0L0,5.5L-5.5,0Z",
  "M0,-5L5,4H-5Z", "M0,5L5,-4H-5Z", "M-1.8,-5H1.8V-1.8H5V1.8H1.8V5H-1.8V1.8H-5V-1.8H-1.8Z",
];
const ROW = 22;
// what stays on one line: a sign and its number, brackets and what they hold on to, closing punctuation
const PIECES = new RegExp("[（“《(\\[]*(?:[≥≤≈>] ?[^\\s\u2e80-\uffef]+|[^\\s\u2e80-\uffef]+|[\u2e80-\uffef])"
  + "[，。；：、）”》)\\]]*|\\s+", "g");
let drawn = [];  // rows of the marks, from the top
const measuring = document.createElement("canvas").getContext("2d");

const group = () => (byId("group").value === "" ? null : DATA.groups[Number(byId("group").value)]);
const middle = (row) => (TARGETS.value_low[row] + TARGETS.value_high[row]) / 2;

const groupLabel = (one) => one.names[lang];

// the finding is about all regions: with a filter on, it may not hold
const title = (one) =>
  one.findings && one.rows.every(isShown) ? one.findings[lang] : groupLabel(one);

function groupName() {
  const one = group();
  // scopes are Chinese words: the place in the list tells them apart in a file name
  return [one.indicator_id, one.measure, one.scope ? `scope${byId("group").value}` : ""].filter(Boolean).join("-");
}

function drawGroups() {
  // on offer: what the filters leave something of; the one on show stays as long as it can
  const select = byId("group");
  const before = select.value;
  const places = DATA.groups.map((_, place) => place).filter((place) => DATA.groups[place].rows.some(isShown));
  select.replaceChildren(...places.map((place) => {
    const one = DATA.groups[place];
    const plans = new Set(one.rows.filter(isShown).map((row) => MORE.plan[row])).size;
    return element("option", { value: String(place) }, `${groupLabel(one)} · ${word("plans", plans)}`);
  }));
  if (places.includes(Number(before)) && before !== "") select.value = before;
  select.disabled = !places.length;
}

function text(words, size, bold) {
  measuring.font = `${bold ? "bold " : ""}${size}px ${FONT}`;
  return measuring.measureText(words).width;
}

function wrapped(words, size, width, bold) {
  const lines = [""];
  for (const piece of words.match(PIECES) || []) {
    const longer = lines[lines.length - 1] + piece;
    if (text(longer, size, bold) > width && lines[lines.length - 1]) lines.push(piece.trimStart());
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

function ofOneLevel(rows, one) {
  // of totals the level that most rows have: a city's total says nothing beside its province's
  if (one.comparable !== "total") return rows;
  const counted = new Map();
  rows.forEach((row) => counted.set(planOf(row).region_level, (counted.get(planOf(row).region_level) || 0) + 1));
  const level = [...counted.keys()].sort((a, b) => counted.get(b) - counted.get(a) || (a < b ? 1 : -1))[0];
  return rows.filter((row) => planOf(row).region_level === level);
}

function blocks(rows, direction) {
  // territories above first, below them their regions from high to low, a line a year
  const regions = new Set(rows.map((row) => TARGETS.region[row]));
  const heads = new Set(rows.map((row) => planOf(row).parent_region).filter((name) => regions.has(name)));
  const years = rows.map((row) => TARGETS.horizon[row]);
  const main = [...new Set(years)].sort((a, b) =>
    years.filter((y) => y === b).length - years.filter((y) => y === a).length || b - a)[0];
  const lines = new Map();
  rows.forEach((row) => {
    const name = TARGETS.region[row];
    if (!lines.has(name)) lines.set(name, []);
    lines.get(name).push(row);
  });
  const made = [...lines].map(([name, own]) => {
    own.sort((a, b) => TARGETS.horizon[a] - TARGETS.horizon[b]);
    const first = own.find((row) => TARGETS.horizon[row] === main);
    const head = heads.has(name);
    return { name, own, head, block: head ? name : planOf(own[0]).parent_region || "",
      late: first === undefined, height: middle(first ?? own[own.length - 1]) * direction };
  });
  return made.sort((a, b) => compareWords(a.block, b.block) || b.head - a.head || a.late - b.late
    || b.height - a.height || compareWords(a.name, b.name));
}

function chartRows() {
  const one = group();
  if (!one) return null;
  const kept = ofOneLevel(one.rows.filter((row) => isShown(row) && TARGETS.value_low[row] !== null), one);
  return kept.length ? kept : null;
}

function subtitle(rows, one, hidden) {
  const years = [...new Set(rows.map((row) => TARGETS.horizon[row]))].sort();
  const unit = (DATA.units[one.unit] || [one.unit, one.unit])[lang];
  const kept = one.rows.filter(isShown);
  const others = new Set(kept.map((row) => TARGETS.region[row])).size - new Set(rows.map((row) => TARGETS.region[row])).size;
  return [
    unit ? word("unit", unit) : "", word("years", years.join(lang ? ", " : "、")),
    word("n", new Set(rows.map((row) => TARGETS.region[row])).size),
    kept.length < one.rows.length ? word("selected", kept.length, one.rows.length) : "",
    others ? word("other_levels", others) : "",
    one.comparable === "total" ? word("totals") : "", hidden ? word("cut", hidden) : "",
  ].filter(Boolean).join(lang ? "; " : "；");
}

function sources(rows) {
  const plans = [...new Set(rows.map((row) => MORE.plan[row]))].map((place) => DATA.plans[place]);
  const years = plans.map((plan) => (plan.date || plan.year).slice(0, 4)).filter(Boolean).sort();
  if (plans.length > MOST_SOURCES) {
    const told = word("sources", plans.length, [...new Set([years[0], years.at(-1)])].join("–"));
    return plans.length > MOST_NAMED ? told
      : told + (lang ? ": " : "：") + plans.map((plan) => plan.names[lang] + draftMarkOf(plan)).join(lang ? ", " : "、");
  }
  return word("source") + plans.map((plan) => {
    const draft = plan.status === "draft" ? `${lang ? ", " : "，"}${said("status", "draft")}` : "";
    const inside = (plan.date || plan.year || word("undated")) + draft;
    return lang ? `${plan.names[1]} (${inside})` : `${plan.names[0]}（${inside}）`;
  }).join(lang ? ", " : "、");
}

function nextMark(by) {
  const place = drawn.indexOf(opened) + by;
  return place in drawn ? drawn[place] : null;
}

function drawChart() {
  const rows = chartRows();
  ["svg", "png"].forEach((id) => { byId(id).disabled = !rows; });
  if (byId("view-compare").hidden) return;
  if (!rows) {
    byId("chart").replaceChildren(element("p", { className: "note" },
      word(DATA.groups.length ? "nothing" : "no_groups")));
    return;
  }
  const width = Math.max(300, Math.min(byId("chart").clientWidth || 640, 900));
  byId("chart").replaceChildren(drawing(rows, group(), width));
}

function drawing(rows, one, width) {
  let lines = blocks(rows, one.direction).flatMap((region) =>
    region.own.map((row, place) => ({ row, region, first: place === 0 })));
  const hidden = Math.max(0, lines.length - MOST_LINES);
  lines = lines.slice(0, MOST_LINES);
  drawn = lines.map((line) => line.row);
  const svg = d3.create("svg").attr("xmlns", "http://www.w3.org/2000/svg").attr("width", width)
    .attr("font-family", FONT).attr("role", "group").attr("aria-label", groupLabel(one));
  const back = svg.append("rect").attr("width", width).attr("fill", "#ffffff");
  let y = paragraphs(svg, [
    [title(one), 17, true, "#222222"], [subtitle(rows, one, hidden), 12.5, false, "#555555"],
  ], width, 4);
  y = plot(svg, lines, one, width, y + (lines.length * ROW > 600 ? 24 : 8));
  y = paragraphs(svg, [[word("legend"), 11.5, false, "#555555"], [sources(rows), 11.5, false, "#555555"]], width, y + 4);
  svg.attr("height", y + 6).attr("viewBox", `0 0 ${width} ${y + 6}`);
  back.attr("height", y + 6);
  return svg.node();
}

function paragraphs(svg, texts, width, y) {
  texts.forEach(([words, size, bold, colour]) => wrapped(words, size, width - 12, bold).forEach((line) => {
    y += size * 1.4;
    svg.append("text").attr("x", 6).attr("y", y).attr("font-size", size).attr("fill", colour)
      .attr("font-weight", bold ? "bold" : null).text(line);
  }));
  return y;
}

function plot(svg, lines, one, width, top) {
  const names = Math.max(...lines.map((line) => text(regionName(line.region.name), 13, true))) + 10;
  const values = Math.max(...lines.map((line) => text(shown(line.row), 13, false))) + 12;
  const left = Math.min(names, width * 0.3) + 42;
  const scale = scaled(lines, one, left + 14, width - values - 14);
  const bottom = top + lines.length * ROW;
  ruler(svg, scale, top, bottom, width);
  const inside = { scale, left, top, width };
  references(svg, lines, inside);
  lines.forEach((line, place) => drawLine(svg, line, top + (place + 0.5) * ROW, inside));
  return bottom + 26;
}

function scaled(lines, one, from, to) {
  const low = Math.min(...lines.map((line) => TARGETS.value_low[line.row]));
  const high = Math.max(...lines.map((line) => TARGETS.value_high[line.row]));
  const pad = (high - low) * 0.1 || Math.abs(high) * 0.1 || 1;
  return d3.scaleLinear([low - pad, high + pad], one.direction < 0 ? [to, from] : [from, to]);
}

function figure(value) {
  const steps = lang ? [[1e12, " trn"], [1e9, " bn"], [1e6, " m"]] : [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]];
  const step = steps.find(([size]) => Math.abs(value) >= size);
  return step ? `${Number((value / step[0]).toPrecision(6))}${step[1]}` : String(Number(value.toPrecision(6)));
}

function ruler(svg, scale, top, bottom, width) {
  const axis = d3.axisBottom(scale).ticks(Math.max(2, Math.floor(width / 160))).tickFormat(figure)
    .tickSizeInner(top - bottom).tickSizeOuter(0).tickPadding(6);
  if (bottom - top > 600) {  // too long to see both ends at once
    const again = d3.axisTop(scale).ticks(Math.max(2, Math.floor(width / 160))).tickFormat(figure).tickSize(0);
    svg.append("g").attr("transform", `translate(0,${top})`).attr("aria-hidden", "true").call(again)
      .attr("font-family", FONT).attr("font-size", 11.5).select(".domain").remove();
  }
  const made = svg.append("g").attr("transform", `translate(0,${bottom})`).attr("aria-hidden", "true").call(axis);
  made.attr("font-family", FONT).attr("font-size", 11.5);
  made.select(".domain").attr("stroke", "#bbbbbb");
  made.selectAll(".tick line").attr("stroke", "#e9e9e9");
  made.selectAll(".tick text").attr("fill", "#444444");
}

function references(svg, lines, { scale, top }) {
  // the territory above as a dashed line through the regions below it
  lines.forEach((line) => {
    if (!line.region.head) return;
    const below = lines.filter((other) => other.region.block === line.region.block && !other.region.head);
    if (!below.length) return;
    const x = scale(middle(line.row));
    const year = TARGETS.horizon[line.row];
    // only beside targets of the same year
    below.filter((other) => TARGETS.horizon[other.row] === year).concat([line]).forEach((other) => {
      const y = top + lines.indexOf(other) * ROW;
      svg.append("line").attr("x1", x).attr("x2", x).attr("y1", y).attr("y2", y + ROW)
        .attr("stroke", hue(line.row)).attr("stroke-dasharray", "4 3");
    });
  });
}

// colour and shape of a row's year are those of the static charts
const look = (row) => group().looks[TARGETS.horizon[row]];
const hue = (row) => look(row)[0];

function drawLine(svg, line, y, { scale, left, width }) {
  const { row, region } = line;
  const colour = hue(row);
  const put = (x, words, anchor, fill, bold) => svg.append("text").attr("x", x).attr("y", y + 4.5)
    .attr("text-anchor", anchor).attr("font-size", 13).attr("fill", fill)
    .attr("font-weight", bold ? "bold" : null).text(words);
  if (line.first) put(left - 46, regionName(region.name), "end", "#222222", region.head);
  put(left - 40, String(TARGETS.horizon[row]), "start", colour, false);
  put(width - 6, shown(row), "end", "#222222", false);
  mark(svg, row, y, scale, colour, SHAPES[look(row)[1]]);
}

function mark(svg, row, y, scale, colour, shape) {
  const comparator = TARGETS.comparator[row];
  const faded = comparator === "approx" || TARGETS.strength[row] === "aspirational";
  const draft = planOf(row).status === "draft";
  const words = `${regionName(TARGETS.region[row])} ${TARGETS.horizon[row]} ${shown(row)}`;
  const made = svg.append("g").attr("transform", `translate(${scale(middle(row))},${y})`)
    .attr("tabindex", 0).attr("role", "button").attr("aria-label", words).attr("class", "mark")
    .attr("stroke", colour).attr("opacity", faded ? 0.5 : 1);
  made.append("title").text(words);
  if (comparator === "range") {
    const half = (scale(TARGETS.value_high[row]) - scale(TARGETS.value_low[row])) / 2;
    made.append("line").attr("x1", -half).attr("x2", half).attr("stroke-width", 3);
  }
  if (["ge", "gt", "le"].includes(comparator)) {
    const turned = scale.range()[0] > scale.range()[1];
    const way = (comparator !== "le") !== turned ? 1 : -1;
    made.append("path").attr("d", `M${5 * way},0H${20 * way}M${15 * way},-4L${20 * way},0L${15 * way},4`)
      .attr("fill", "none").attr("stroke-width", 1.5);
  }
  made.append("path").attr("d", shape).attr("fill", draft ? "#ffffff" : colour).attr("stroke-width", 1.6);
  const open = () => openDetail(row);
  made.on("click", open).on("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); }
  });
}
