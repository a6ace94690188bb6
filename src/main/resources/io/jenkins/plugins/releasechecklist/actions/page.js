/*
 * Keeps the page of a release up to date. It asks for new events; when there are some, it fetches the parts of the page that it does
 * not know (rc-known) and puts in those (data-rc-part) that differ from what was received before. A part with data-rc-split stays, and the parts inside it are
 * looked at one by one. A part in which the reader is writing is left alone until that is over.
 */
(function () {
    "use strict";

    const BUSY_MILLIS = 3000;
    const SLOW_MILLIS = 10000;
    const LONGEST_PAUSE_MILLIS = 120000;
    /* So that the pages of many readers do not ask all at once. */
    const JITTER = 0.2;

    /* The HTML of each part as it was received: what is shown may be open, focused or filled in since. */
    const received = new Map();

    let etag = null;
    let failures = 0;
    let timer = null;
    let stale = false;
    let asking = false;
    let again = false;
    /* Jenkins does not show the page any more: the reader was signed out, or the build is gone. */
    let gone = false;
    let lastGood = new Date();

    function page() {
        return document.getElementById("rc-page");
    }

    function pause() {
        const usual = page().dataset.pace === "busy" ? BUSY_MILLIS : SLOW_MILLIS;
        const longer = gone || document.hidden ? LONGEST_PAUSE_MILLIS : Math.min(usual * 2 ** failures, LONGEST_PAUSE_MILLIS);
        return longer * (1 + JITTER * (2 * Math.random() - 1));
    }

    function schedule() {
        clearTimeout(timer);
        const settled = page().dataset.pace === "over" && failures === 0 && !stale;
        if (!settled) {
            timer = setTimeout(poll, pause());
        }
    }

    /* Of a moment in the past, there is no news. */
    function poll() {
        if (page().dataset.past === "true") {
            return;
        }
        if (asking) {
            again = true;
            return;
        }
        clearTimeout(timer);
        asking = true;
        hasNews()
            .then((news) => (news || stale ? refresh() : null))
            .then(() => {
                failures = 0;
                gone = false;
                lastGood = new Date();
            })
            .catch((problem) => {
                failures++;
                gone = problem.gone === true;
            })
            .then(() => {
                asking = false;
                tellWhetherUpToDate();
                if (again) {
                    again = false;
                    poll();
                } else {
                    schedule();
                }
            });
    }

    /* One answer that is missing is nothing yet: a proxy may have been busy. */
    function tellWhetherUpToDate() {
        const box = document.getElementById("rc-lost");
        const text = document.getElementById("rc-lost-text");
        box.hidden = !gone && failures < 2;
        if (!box.hidden) {
            const time = lastGood.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
            text.textContent = (gone ? text.dataset.gone : text.dataset.lost).replace("{0}", time);
        }
    }

    function get(address, headers) {
        return fetch(address, { headers: headers, cache: "no-store" }).then((response) => {
            if (response.ok || response.status === 304) {
                return response;
            }
            const problem = new Error("HTTP " + response.status);
            problem.gone = response.status === 404 || response.status === 403;
            throw problem;
        });
    }

    function hasNews() {
        const data = page().dataset;
        return get(data.events + "?after=" + data.seq, etag === null ? {} : { "If-None-Match": etag }).then((response) => {
            if (response.status === 304) {
                return false;
            }
            const first = etag === null;
            etag = response.headers.get("ETag");
            return response.json().then((events) => !first || events.length > 0);
        });
    }

    /* Filter and page of the timeline stay what the reader chose. */
    function refresh() {
        const { show, before } = document.getElementById("timeline-page").dataset;
        const known = encodeURIComponent(document.getElementById("rc-known").dataset.known);
        return fetchPage("?show=" + show + (before ? "&before=" + before : "") + "&since=" + page().dataset.seq + "&known=" + known);
    }

    function fetchPage(query) {
        return get(page().dataset.content + query, {})
            .then((response) => response.text())
            .then((text) => {
                const fresh = new DOMParser().parseFromString(text, "text/html");
                if (fresh.getElementById("rc-page") !== null) {
                    show(fresh.getElementById("rc-page"), fresh.getElementById("rc-known"));
                }
            });
    }

    function show(fresh, known) {
        const place = placeOfReader();
        stale = false;
        partsOf(fresh).forEach((part) => replace(page(), part));
        if (fresh.dataset.news !== "" && fresh.dataset.seq !== page().dataset.seq) {
            document.getElementById("rc-news").textContent = fresh.dataset.news;
        }
        ["seq", "pace"].forEach((name) => (page().dataset[name] = fresh.dataset[name]));
        if (!stale) {
            document.getElementById("rc-known").dataset.known = known.dataset.known;
        }
        keepPlace(place);
        document.dispatchEvent(new CustomEvent("rc-shown"));
    }

    /* What the reader looks at: the focused element, or else the first thing with a name below the upper edge of the window. */
    function placeOfReader() {
        const isSeen = (element) => {
            const box = element.getBoundingClientRect();
            return box.height > 0 && box.bottom > 0 && box.top < window.innerHeight;
        };
        const focused = document.activeElement === null ? null : document.activeElement.closest("#rc-page [id]");
        const seen = focused !== null && isSeen(focused) ? focused : all(page(), "[id]").find((one) => isTop(one) && isSeen(one));
        return seen === undefined ? null : { id: seen.id, top: seen.getBoundingClientRect().top };
    }

    function isTop(element) {
        return element.getBoundingClientRect().top >= 0;
    }

    function keepPlace(place) {
        const same = place === null ? null : document.getElementById(place.id);
        if (same !== null) {
            const moved = same.getBoundingClientRect().top - place.top;
            if (moved !== 0) {
                window.scrollBy(0, moved);
            }
        }
    }

    /* A filter of the timeline, or another page of it. The address tells it, for a reload. */
    function go(link) {
        const query = new URL(link.href).search;
        fetchPage(query)
            .then(() => {
                history.replaceState(null, "", query);
                const same = document.getElementById(link.id);
                (same === null ? document.getElementById("timeline") : same).focus();
            })
            .catch(() => (location.href = link.href));
    }

    /* The parts inside an element that are not inside another part of it. */
    function partsOf(element) {
        return all(element, "[data-rc-part]").filter(
            (part) => part.parentElement.closest("[data-rc-part]") === element.closest("[data-rc-part]"),
        );
    }

    function all(element, selector) {
        return Array.from(element.querySelectorAll(selector));
    }

    function replace(root, fresh) {
        const shown = all(root, "[data-rc-part]").find((part) => part.dataset.rcPart === fresh.dataset.rcPart);
        if (shown === undefined || received.get(fresh.dataset.rcPart) === fresh.outerHTML) {
            return;
        }
        if (fresh.dataset.rcChart !== undefined) {
            receive(fresh);
            tell(shown, fresh);
            return;
        }
        if (fresh.dataset.rcSplit !== undefined && haveSameParts(shown, fresh)) {
            partsOf(fresh).forEach((part) => replace(shown, part));
            receive(fresh);
            return;
        }
        if (!isBeingWritten(shown)) {
            receive(fresh);
            all(fresh, "[data-rc-part]").forEach(receive);
            put(shown, fresh);
            return;
        }
        const inner = partsOf(fresh);
        if (inner.length > 0) {
            inner.forEach((part) => replace(shown, part));
            stale = true;
        } else {
            markStale(shown);
        }
    }

    function receive(part) {
        received.set(part.dataset.rcPart, part.outerHTML);
    }

    function haveSameParts(shown, fresh) {
        const names = (element) => partsOf(element).map((part) => part.dataset.rcPart);
        return names(shown).join(" ") === names(fresh).join(" ");
    }

    /* Charts draw themselves anew. */
    function tell(chart, fresh) {
        chart.dataset.rcVersion = fresh.dataset.rcVersion;
        chart.dispatchEvent(new CustomEvent("rc-news", { bubbles: true }));
    }

    function put(shown, fresh) {
        const focused = shown.contains(document.activeElement) ? document.activeElement : null;
        const part = document.importNode(fresh, true);
        all(shown, "details[id]").forEach((details) => {
            const same = all(part, "details[id]").find((one) => one.id === details.id);
            if (same !== undefined) {
                same.open = details.open;
            }
        });
        const charts = keepCharts(shown, part);
        shown.replaceWith(part);
        Behaviour.applySubtree(part, true);
        charts.forEach(([chart, news]) => tell(chart, news));
        if (focused !== null) {
            restoreFocus(focused);
        }
    }

    /* Moves the charts over that are drawn already, so that nothing flickers. */
    function keepCharts(shown, part) {
        return all(shown, "[data-rc-chart]").flatMap((chart) => {
            const fresh = all(part, "[data-rc-chart]").find((one) => one.dataset.rcPart === chart.dataset.rcPart);
            if (fresh === undefined) {
                return [];
            }
            fresh.replaceWith(chart);
            return [[chart, fresh]];
        });
    }

    function restoreFocus(before) {
        let holder = before.closest("[id]");
        let same = null;
        while (holder !== null && same === null) {
            same = document.getElementById(holder.id);
            holder = holder.parentElement === null ? null : holder.parentElement.closest("[id]");
        }
        if (same !== null) {
            const target = before.tagName === "SUMMARY" ? same.querySelector("summary") : same;
            (target || same).focus({ preventScroll: true });
        }
    }

    function isBeingWritten(part) {
        return all(part, "textarea, input:not([type=hidden]), select").some(
            (field) => field === document.activeElement || isFilled(field),
        );
    }

    function isFilled(field) {
        return field.tagName === "SELECT" ? field.selectedIndex > 0 : field.value !== field.defaultValue;
    }

    function markStale(part) {
        stale = true;
        if (part.querySelector(".rc-stale") === null) {
            const note = document.createElement("p");
            note.className = "rc-stale";
            note.textContent = page().dataset.stale;
            part.append(note);
        }
    }

    document.addEventListener("visibilitychange", () => (document.hidden ? schedule() : poll()));
    document.addEventListener("rc-changed", poll);
    document.addEventListener("click", (event) => {
        if (event.target.closest("#rc-retry") !== null) {
            poll();
            return;
        }
        const link = event.target.closest("a[data-rc-go]");
        if (link !== null && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
            event.preventDefault();
            go(link);
        }
    });
    /* Before scripts change anything. */
    function receiveAll() {
        if (document.readyState !== "complete") {
            all(document, "[data-rc-part]").forEach(receive);
        }
    }

    document.addEventListener("readystatechange", receiveAll);
    document.addEventListener("DOMContentLoaded", schedule);
    if (document.readyState !== "loading") {
        receiveAll();
        schedule();
    }
})();

/* Title and icon of the tab tell how much waits for the reader. */
(function () {
    "use strict";

    const ICON =
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="5" y="4" width="22" height="26" rx="3" fill="#fff" stroke="#335061" stroke-width="3"/>' +
        '<rect x="11" y="1" width="10" height="6" rx="2" fill="#335061"/><circle cx="22" cy="22" r="9" fill="#fe820a"/></svg>';
    const title = document.title;
    let icon = null;

    function tell() {
        const part = document.getElementById("your-part");
        const waiting = part === null ? 0 : Number(part.dataset.rcWaiting);
        const link = document.querySelector("link[rel=icon]");
        icon = icon || link.href;
        document.title = waiting > 0 ? "(" + waiting + ") " + title : title;
        link.href = waiting > 0 ? "data:image/svg+xml," + encodeURIComponent(ICON) : icon;
    }

    document.addEventListener("DOMContentLoaded", tell);
    document.addEventListener("rc-shown", tell);
})();
