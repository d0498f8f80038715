// SPDX-License-Identifier: Apache-2.0
"use strict";

// The colours that a visitor has chosen, on all pages. Loaded before the page is drawn, so that none flashes in others.

const THEMES = ["automatic", "light", "dark"];
const THEME_KEY = "footprint-theme";

function stored() {
  try {
    return localStorage.getItem(THEME_KEY);
  } catch {
    return null;
  }
}

function theme() {
  return THEMES.includes(stored()) ? stored() : THEMES[0];
}

function setTheme(chosen) {
  document.documentElement.dataset.theme = chosen;
  try {
    localStorage.setItem(THEME_KEY, chosen);
  } catch {
    // It holds for this page.
  }
  showTheme();
  dispatchEvent(new Event("footprint-theme"));
}

function showTheme() {
  document.getElementById("theme-name").textContent = document.documentElement.dataset.theme;
}

document.documentElement.dataset.theme = theme();
addEventListener("DOMContentLoaded", () => {
  const button = document.getElementById("theme");
  if (button) {
    button.hidden = false;
    showTheme();
    button.addEventListener("click", () => {
      const now = THEMES.indexOf(document.documentElement.dataset.theme);
      setTheme(THEMES[(now + 1) % THEMES.length]);
    });
  }
});
