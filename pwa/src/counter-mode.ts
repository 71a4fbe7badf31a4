// Before anything of the counter is drawn: where scripts run it is one screen that fills the window, and must not change
// its shape under a finger. A file of its own, read at once: pages carry no inline scripts.
document.documentElement.classList.add("kk-counter-mode");
