// SPDX-License-Identifier: Apache-2.0
"use strict";

// The unit in which each figure comes, then those to step up to at 1000. Energy and emissions keep
// theirs, so that they can be compared down the page.
const UNITS = {
  "cpu-us": ["µs", "ms"],
  "alloc-b": ["B", "kB", "MB"],
  "energy-uj": ["µJ"],
  "co2e-ng": ["ng CO₂e"],
};
const UNKNOWN = "unknown";
const MEMBER = /^\s*([a-z*][a-z0-9_.*-]*)(?:=(-?\d+(?:\.\d+)?))?\s*$/;

const routes = [...document.querySelectorAll("#routes > li")];
const news = document.getElementById("news");
const runAll = document.getElementById("run-all");

/**
 * Reads an RFC 9651 Dictionary whose members are numbers or bare keys.
 * Members of any other type are left out, so what cannot be read counts as unknown.
 */
function parseDictionary(text) {
  const figures = new Map();
  const marks = [];
  for (const member of (text ?? "").split(",")) {
    const [, key, value] = MEMBER.exec(member) ?? [];
    if (value !== undefined) {
      figures.set(key, Number(value));
    } else if (key !== undefined) {
      marks.push(key);
    }
  }
  return { figures, marks };
}

function inUnits(value, units) {
  let step = 0;
  while (value >= 1000 && step < units.length - 1) {
    value /= 1000;
    step++;
  }
  return `${value.toLocaleString("en")} ${units[step]}`;
}

function show(figures, key) {
  return figures.has(key) ? inUnits(figures.get(key), UNITS[key]) : UNKNOWN;
}

async function ask({ method, path, body }) {
  const response = await fetch(path, {
    method,
    body: body && new URLSearchParams(body),
    cache: "no-store",
  });
  const bytes = (await response.arrayBuffer()).byteLength;
  return {
    status: response.status,
    bytes,
    footprint: response.headers.get("X-Footprint"),
    total: response.headers.get("X-Footprint-Total"),
  };
}

/** Returns the part of a route that shows its latest answer, made when first asked for. */
function resultOf(route) {
  if (!route.querySelector(".result")) {
    route.append(document.getElementById("result").content.cloneNode(true));
  }
  return route.querySelector(".result");
}

function showAnswer(route, answer) {
  const { figures, marks } = parseDictionary(answer.footprint);
  const result = resultOf(route);
  const status = result.querySelector(".status");
  status.textContent = answer.status;
  status.classList.toggle("bad", answer.status >= 400);
  result.querySelector(".size").textContent = `${answer.bytes.toLocaleString("en")} B sent`;
  result.classList.toggle("partial", marks.includes("partial"));
  result.querySelectorAll(".mark").forEach((old) => old.remove());
  for (const mark of marks) {
    const span = document.createElement("span");
    span.className = "mark";
    span.textContent = mark;
    result.querySelector(".outcome").append(" ", span);
  }
  for (const figure of result.querySelectorAll("[data-key]")) {
    const { key } = figure.dataset;
    figure.querySelector("dd").textContent = show(figures, key);
    figure.classList.toggle("unknown", !figures.has(key));
    figure.dataset.value = figures.get(key) ?? "";
  }
  result.querySelector(".raw").textContent =
    `X-Footprint: ${answer.footprint ?? "(not sent)"}\n` +
    `X-Footprint-Total: ${answer.total ?? "(not sent)"}`;
}

function showTotal(total) {
  const { figures } = parseDictionary(total);
  for (const figure of document.querySelectorAll("#total dd")) {
    const { key, unit } = figure.dataset;
    const known = figures.has(key);
    const number = known ? figures.get(key).toLocaleString("en") : "";
    figure.textContent = known ? `${number} ${unit ?? ""}`.trim() : UNKNOWN;
  }
}

/** Draws every bar anew, because a new largest figure makes all others shorter. */
function drawBars() {
  for (const key of Object.keys(UNITS)) {
    const figures = [...document.querySelectorAll(`.figures > [data-key="${key}"]`)];
    const largest = Math.max(...figures.map((figure) => Number(figure.dataset.value)));
    for (const figure of figures) {
      const share = largest > 0 ? Number(figure.dataset.value) / largest : 0;
      figure.style.setProperty("--share", `${100 * share}%`);
    }
  }
}

async function run(route) {
  const name = route.querySelector("h3").textContent;
  route.setAttribute("aria-busy", "true");
  try {
    const answer = await ask(route.dataset);
    showAnswer(route, answer);
    showTotal(answer.total);
    drawBars();
    const { figures } = parseDictionary(answer.footprint);
    news.textContent =
      `${name}: ${answer.status}, CPU time ${show(figures, "cpu-us")}, ` +
      `energy ${show(figures, "energy-uj")}`;
  } catch (error) {
    news.textContent = `${name}: no answer (${error.message})`;
  } finally {
    route.removeAttribute("aria-busy");
  }
}

for (const route of routes) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Run";
  button.setAttribute("aria-label", `Run ${route.querySelector("h3").textContent}`);
  button.addEventListener("click", () => run(route));
  route.prepend(button);
}

runAll.addEventListener("click", async () => {
  // Not "disabled": that would take the keyboard focus away.
  if (runAll.ariaDisabled === "true") {
    return;
  }
  runAll.ariaDisabled = "true";
  // One after the other: side by side they would compete for the processor.
  for (const route of routes) {
    await run(route);
  }
  runAll.ariaDisabled = "false";
});
