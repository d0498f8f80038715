// SPDX-License-Identifier: Apache-2.0
"use strict";

// The page works without this: it draws the charts, renews the figures, and saves the reloads.

const REFRESH_MILLIS = 10_000;

const charts = new Map();
let renewing = false;
let paused = false;

function report() {
  return document.getElementById("report");
}

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// Charts

function chartOptions(holder, unit, width) {
  const axis = {
    stroke: color("--soft"),
    grid: { stroke: color("--line"), width: 1 },
    ticks: { stroke: color("--line"), width: 1 },
    font: "12px system-ui, sans-serif",
  };
  return {
    width,
    height: 200,
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    scales: { y: { range: (chart, low, high) => [0, high > 0 ? high * 1.05 : 1] } },
    axes: [{ ...axis, values: timeTicks }, { ...axis, size: 56 }],
    series: [
      {},
      {
        stroke: color(holder.dataset.chart === "full_j" ? "--energy" : "--carbon"),
        fill: color(holder.dataset.chart === "full_j" ? "--energy" : "--carbon"),
        paths: uPlot.paths.bars({ size: [0.8, 48], align: 1 }),
        points: { show: false },
        width: 0,
      },
    ],
    hooks: { setCursor: [(chart) => showValue(holder, chart, unit)] },
  };
}

function showValue(holder, chart, unit) {
  const i = chart.cursor.idx;
  const value = i == null ? undefined : chart.data[1][i];
  holder.parentElement.querySelector(".hover").textContent =
    value == null ? "" : `${timeText(chart.data[0][i])}: ${value.toPrecision(3)} ${unit}`;
}

/** Writes ticks as short as their distance allows: a month, a day, or a time. */
function timeTicks(chart, splits) {
  const distance = splits.length > 1 ? splits[1] - splits[0] : 0;
  return splits.map((seconds) => {
    const iso = new Date(seconds * 1000).toISOString();
    if (distance >= 27 * 86_400) {
      return iso.slice(0, 7);
    }
    return distance >= 86_400 || iso.slice(11, 16) === "00:00" ? iso.slice(5, 10) : iso.slice(11, 16);
  });
}

function timeText(seconds) {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function seriesData(series, holder) {
  const scale = Number(holder.dataset.scale);
  const begins = series.map((step) => Date.parse(step.begin) / 1000);
  return [begins, series.map((step) => step[holder.dataset.chart] / scale)];
}

function xRange(series) {
  const last = series[series.length - 1];
  return [Date.parse(series[0].begin) / 1000, Date.parse(last.end) / 1000];
}

function draw(holder, series) {
  const key = holder.dataset.chart;
  charts.get(key)?.destroy();
  charts.delete(key);
  holder.replaceChildren();
  if (series.length === 0) {
    holder.textContent = "Nothing yet.";
    return;
  }
  if (!holder.parentElement.querySelector(".hover")) {
    const hover = document.createElement("p");
    hover.className = "hover";
    holder.after(hover);
  }
  const data = seriesData(series, holder);
  const options = chartOptions(holder, holder.dataset.unit, holder.clientWidth);
  options.scales.x = { range: () => xRange(series) };
  holder.setAttribute("role", "img");
  holder.setAttribute("aria-label", describe(holder, data));
  charts.set(key, new uPlot(options, data, holder));
}

function describe(holder, [begins, values]) {
  const highest = values.indexOf(Math.max(...values));
  const what = holder.dataset.chart === "full_j" ? "Full energy" : "Full emissions";
  return (
    `${what} in ${values.length} steps; the highest, ${values[highest].toPrecision(3)} ` +
    `${holder.dataset.unit}, from ${timeText(begins[highest])}. The table below has all figures.`
  );
}

let lastSeries = [];

function drawAll() {
  for (const holder of report().querySelectorAll(".chart")) {
    draw(holder, lastSeries);
  }
}

async function renewCharts() {
  const answer = await fetch(`api/v1/report?${report().dataset.query}`);
  if (answer.ok) {
    lastSeries = (await answer.json()).series;
    drawAll();
  }
}

// Figures

let asked = 0;

/** Gets a page and puts its figures in the place of these, unless something else was asked for since. */
async function show(address) {
  const question = ++asked;
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) {
    throw new Error(`status ${answer.status}`);
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (question !== asked) {
    return;
  }
  if (!page.getElementById("report")) {
    // Somebody is to log in again.
    location.reload();
    return;
  }
  const place = placeOf(document.activeElement);
  const open = details().map((each) => each.open);
  const height = report().querySelector(".charts")?.offsetHeight;
  const scrolled = scrollers().map((each) => [each.scrollLeft, each.scrollTop]);
  for (const part of ["#report", "header nav", "footer ul"]) {
    document.querySelector(part).replaceWith(page.querySelector(part));
  }
  if (height) {
    report().querySelector(".charts").style.minHeight = `${height}px`;
  }
  details().forEach((each, i) => (each.open = open[i] ?? false));
  scrollers().forEach((each, i) => each.scrollTo(...(scrolled[i] ?? [0, 0])));
  if (place) {
    document.querySelector(place)?.focus({ preventScroll: true });
  }
  await renewCharts();
}

function scrollers() {
  return [...report().querySelectorAll(".scroll, .wide")];
}

function details() {
  return [...report().querySelectorAll("details")];
}

/** Returns a selector for the element that replaces this one when the page is renewed. */
function placeOf(element) {
  if (!element?.closest("#report, nav, footer")) {
    return null;
  }
  if (element.dataset.sort) {
    return `a[data-sort="${element.dataset.sort}"]`;
  }
  if (element.matches("a[data-span]")) {
    return `a[data-span="${element.dataset.span}"]`;
  }
  if (element.matches("a[href]")) {
    return `a[href="${CSS.escape(element.getAttribute("href"))}"]`;
  }
  if (element.matches("summary")) {
    return `section[aria-labelledby="${element.closest("section").getAttribute("aria-labelledby")}"] summary`;
  }
  const name = element.getAttribute("aria-label");
  return name ? `[aria-label="${name}"]` : element.matches("main") ? element.localName : null;
}

/** Returns whether somebody is about to copy something, or to search for something. */
function isBusy() {
  const selection = getSelection();
  return (
    document.activeElement?.closest("form") ||
    (!selection.isCollapsed && report().contains(selection.anchorNode))
  );
}

async function renew() {
  if (renewing || paused || document.hidden || isBusy()) {
    return;
  }
  renewing = true;
  try {
    await show(location.href);
    live(true);
  } catch {
    live(false);
  } finally {
    renewing = false;
  }
}

function live(works) {
  document.getElementById("live").classList.toggle("broken", !works);
  document.getElementById("live").classList.toggle("paused", paused);
  document.getElementById("live-text").textContent = paused
    ? "paused"
    : works
      ? "updates by itself"
      : "no answer; trying again";
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-span], a[data-sort]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) {
    return;
  }
  event.preventDefault();
  history.pushState(null, "", link.href);
  shown = location.search;
  try {
    await show(link.href);
  } catch {
    location.assign(link.href);
  }
});

let shown = location.search;
addEventListener("popstate", async () => {
  // The link to the figures changes the hash only.
  if (location.search === shown) {
    return;
  }
  try {
    shown = location.search;
    await show(location.href);
  } catch {
    location.reload();
  }
});

const pauseButton = document.getElementById("pause");
pauseButton.hidden = false;
pauseButton.addEventListener("click", () => {
  paused = !paused;
  pauseButton.textContent = paused ? "Update" : "Pause";
  live(true);
  renew();
});

addEventListener("footprint-theme", drawAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);

let width = innerWidth;
addEventListener("resize", () => {
  if (innerWidth !== width) {
    width = innerWidth;
    drawAll();
  }
});

document.getElementById("live").hidden = false;
renewCharts().catch(() => live(false));
setInterval(renew, REFRESH_MILLIS);
