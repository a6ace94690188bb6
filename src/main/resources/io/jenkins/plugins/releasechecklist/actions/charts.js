/*
 * Draws the charts of verifications with ECharts. An element with data-rc-chart names the address of what is to be drawn, which is
 * computed there; it is asked for again when data-rc-version says that it has changed. Nothing is loaded before a chart comes near
 * to what the reader sees.
 */
(function () {
    "use strict";

    const NEAR = "400px";
    const states = new Map();
    let library = null;

    const observer = new IntersectionObserver(
        (entries) =>
            entries.forEach((entry) => {
                const state = states.get(entry.target);
                if (state !== undefined) {
                    state.near = entry.isIntersecting;
                    update(entry.target);
                }
            }),
        { rootMargin: NEAR },
    );

    function follow(element) {
        forgetTheRemoved();
        if (!states.has(element)) {
            states.set(element, { version: "", near: false, busy: false, data: null, charts: new Map() });
            observer.observe(element);
        }
    }

    function forgetTheRemoved() {
        states.forEach((state, element) => {
            if (!element.isConnected) {
                state.charts.forEach((chart) => chart.dispose());
                observer.unobserve(element);
                states.delete(element);
            }
        });
    }

    function update(element) {
        const state = states.get(element);
        const version = element.dataset.rcVersion;
        if (state === undefined || state.busy || !state.near || version === "" || version === state.version) {
            return;
        }
        state.busy = true;
        Promise.all([echartsLibrary(), read(element.dataset.rcChart)])
            .then(([echarts, data]) => {
                state.data = data;
                state.version = version;
                draw(echarts, element, state);
                return true;
            })
            .catch(() => false) // the tables say the same; the next news try again
            .then((drawn) => {
                state.busy = false;
                if (drawn) {
                    update(element);
                }
            });
    }

    function echartsLibrary() {
        if (library === null) {
            library = new Promise((resolve, reject) => {
                const script = document.createElement("script");
                script.src = document.querySelector("[data-rc-echarts]").dataset.rcEcharts;
                script.onload = () => resolve(window.echarts);
                script.onerror = reject;
                document.head.append(script);
            });
        }
        return library;
    }

    function read(address) {
        return fetch(address).then((response) => {
            if (!response.ok) {
                throw new Error("HTTP " + response.status);
            }
            return response.json();
        });
    }

    function draw(echarts, element, state) {
        const look = window.releaseChecklistChart.lookOf(element);
        state.data.panels.forEach((panel) => {
            const chart = state.charts.get(panel.id) || begin(echarts, element, state, panel);
            chart.getDom().setAttribute("aria-label", panel.summary);
            chart.setOption(window.releaseChecklistChart.options(panel, state.data, look), { replaceMerge: ["series"] });
        });
    }

    function begin(echarts, element, state, panel) {
        const figure = document.createElement("figure");
        const title = document.createElement("figcaption");
        const canvas = document.createElement("div");
        figure.className = "rc-chart";
        title.textContent = panel.title;
        canvas.className = "rc-chart__canvas";
        canvas.setAttribute("role", "img");
        figure.append(title, canvas);
        element.append(figure);

        const chart = echarts.init(canvas, null, { renderer: "canvas" });
        if (element.dataset.rcPart !== undefined) {
            chart.group = element.dataset.rcPart;
            echarts.connect(chart.group);
        }
        state.charts.set(panel.id, chart);
        new ResizeObserver(() => chart.isDisposed() || chart.resize()).observe(canvas);
        return chart;
    }

    function drawAllAgain() {
        states.forEach((state, element) => {
            if (state.data !== null && element.isConnected) {
                draw(window.echarts, element, state);
            }
        });
    }

    document.addEventListener("rc-news", (event) => {
        follow(event.target);
        update(event.target);
    });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAllAgain);
    new MutationObserver(drawAllAgain).observe(document.documentElement, {
        attributes: true,
        attributeFilter: ["data-theme", "class"],
    });
    Behaviour.specify("[data-rc-chart]", "rc-chart", 0, follow);
})();
