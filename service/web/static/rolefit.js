// Rolefit's own script: dropping files, saying what happens, linking points to places. Every page works without it.
"use strict";
document.documentElement.classList.add("script");

const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

function dropping(area) {
  const input = area.querySelector("input[type=file]");
  const over = (on) => area.classList.toggle("over", on);
  for (const name of ["dragenter", "dragover"]) area.addEventListener(name, (event) => { event.preventDefault(); over(true); });
  area.addEventListener("dragleave", () => over(false));
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function busy(form) {
  const status = form.querySelector("[data-status]");
  const button = form.querySelector("button[type=submit]");
  const said = status && status.textContent;
  form.addEventListener("submit", () => {
    const file = form.querySelector("input[type=file]");
    const count = file ? file.files.length : 0;
    const name = count === 1 ? file.files[0].name : count ? `${count} files` : "the text";
    if (status) status.textContent = `${form.dataset.busy} ${name} …`;
    form.classList.add("busy");
    button.disabled = true;
  });
  window.addEventListener("pageshow", () => {
    form.classList.remove("busy");
    button.disabled = false;
    if (status) status.textContent = said;
  });
}

// A click on a quote shows every place of that skill in the text beside it.
function linking(scroller) {
  const marks = all("mark[data-skills]", scroller);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-skill]");
    if (!link) return;
    const target = document.getElementById(link.hash.slice(1));
    if (!target) return;
    for (const mark of marks) mark.classList.toggle("chosen", mark.dataset.skills.split(" ").includes(link.dataset.skill));
    const inside = getComputedStyle(scroller).overflowY !== "visible";
    if (!inside) return;
    event.preventDefault();
    const box = scroller.getBoundingClientRect(), place = target.getBoundingClientRect();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scroller.scrollTo({ top: scroller.scrollTop + place.top - box.top - box.height / 3, behavior: calm ? "auto" : "smooth" });
  });
}

function opening() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const fold = target && target.closest("details");
  if (fold) fold.open = true;
}

function copying(button) {
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      const range = document.createRange();
      range.selectNodeContents(document.getElementById(button.dataset.copy));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1600);
  });
}

all("[data-drop]").forEach(dropping);
all("form[data-busy]").forEach(busy);
all("[data-scroller]").forEach(linking);
all("[data-copy]").forEach(copying);
all("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
window.addEventListener("hashchange", opening);
opening();
