/*
 * Opens what is folded around the part of the page to which an address leads.
 */
(function () {
    "use strict";

    function reveal() {
        const target = document.getElementById(decodeURIComponent(location.hash.substring(1)));
        const fold = target && target.closest("details.rc-fold:not([open])");
        if (fold) {
            fold.open = true;
            target.scrollIntoView();
        }
    }

    document.addEventListener("DOMContentLoaded", reveal);
    window.addEventListener("hashchange", reveal);
})();

/* Says how long ago a moment was, or how long it still takes. The moment itself stays the title, and the text of what is far away. */
(function () {
    "use strict";

    const UNITS = [
        ["day", 86400],
        ["hour", 3600],
        ["minute", 60],
        ["second", 1],
    ];
    const FAR_SECONDS = 7 * 86400;
    const REFRESH_MILLIS = 15000;

    if (typeof Intl === "undefined" || !Intl.RelativeTimeFormat) {
        return;
    }
    const words = new Intl.RelativeTimeFormat(document.documentElement.lang || undefined, { numeric: "auto" });

    function tell(time) {
        const passed = (Date.now() - new Date(time.dateTime)) / 1000;
        /* The clock of the reader may be behind that of Jenkins. */
        const seconds = time.dataset.rcTime === "past" ? Math.max(0, passed) : passed;
        const [unit, size] = UNITS.find((one) => Math.abs(seconds) >= one[1]) || UNITS[UNITS.length - 1];
        if (Math.abs(seconds) < FAR_SECONDS) {
            time.textContent = words.format(-Math.round(seconds / size), unit);
        }
    }

    function tellAll() {
        document.querySelectorAll("time[data-rc-time=past], time[data-rc-time=due]").forEach(tell);
    }

    document.addEventListener("DOMContentLoaded", tellAll);
    document.addEventListener("rc-shown", tellAll);
    setInterval(tellAll, REFRESH_MILLIS);
})();
