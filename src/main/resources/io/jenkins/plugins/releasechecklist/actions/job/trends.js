/*
 * How the charts of the trends look: what ECharts is told. Loaded after chart.js, which knows the theme, and in place of what it
 * says about charts of verifications. Failed deployments differ from the others in shape or pattern, not only in colour.
 */
(function () {
    "use strict";

    const SOUND = "--blue";
    const BROKEN = "--red";
    const { lookOf, times, plain, frame, legend, tooltip, axis } = window.releaseChecklistChart;

    function options(panel, data, look) {
        return {
            ...frame(look, 28, 28),
            legend: legend(look, { itemWidth: 20, itemHeight: 10 }),
            ...(panel.bars === null ? points(panel.points, data, look) : bars(panel.bars, look)),
        };
    }

    function bars(all, look) {
        return {
            tooltip: tooltip(look, {
                trigger: "axis",
                formatter: (found) =>
                    [found[0].axisValue]
                        .concat(found.map((bar) => bar.seriesName + ": " + look.number.format(bar.value)))
                        .map(plain)
                        .join("\n"),
            }),
            xAxis: axis({ type: "category", data: all.names, axisTick: { show: false } }, look, {}),
            yAxis: axis({ type: "value", minInterval: 1 }, look, { formatter: (value) => look.number.format(value) }),
            series: [
                bar(all.goodName, all.good, look.colour(SOUND), null, look),
                bar(all.failedName, all.failed, look.colour(BROKEN), stripes(look), look),
            ],
        };
    }

    function bar(name, values, colour, decal, look) {
        return {
            id: name,
            name: name,
            type: "bar",
            stack: "deployments",
            barMaxWidth: 28,
            itemStyle: { color: colour, decal: decal, borderColor: look.background, borderWidth: 1 },
            emphasis: { disabled: true },
            data: values,
        };
    }

    function stripes(look) {
        return { symbol: "rect", color: look.background, dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 };
    }

    function points(all, data, look) {
        return {
            tooltip: tooltip(look, {
                trigger: "item",
                formatter: (point) => [look.day.format(point.value[0]), point.data.text].map(plain).join("\n"),
            }),
            xAxis: axis({ type: "time", min: data.from, max: data.until, splitNumber: 4 }, look, {
                hideOverlap: true,
                formatter: (at) => look.day.format(at),
            }),
            yAxis: axis({ type: "value", name: all.unit, min: 0, nameTextStyle: { color: look.quiet } }, look, {
                formatter: (value) => look.number.format(value),
            }),
            series: [false, true].map((failed) => cloud(all, failed, look)).filter((series) => series.data.length > 0),
        };
    }

    function cloud(all, failed, look) {
        const name = failed ? all.failedName : all.goodName;
        return {
            id: name,
            name: name,
            type: "scatter",
            symbol: failed ? "diamond" : "circle",
            symbolSize: failed ? 11 : 8,
            clip: false,
            itemStyle: { color: look.colour(failed ? BROKEN : SOUND), borderColor: look.background, borderWidth: 1 },
            emphasis: { disabled: true },
            data: all.points
                .filter((point) => point.failed === failed)
                .map((point) => ({ value: [point.at, point.value], text: point.text })),
        };
    }

    function lookOfTrend(element) {
        return Object.assign(lookOf(element), { day: times(element, { day: "numeric", month: "short" }) });
    }

    window.releaseChecklistChart = { lookOf: lookOfTrend, options: options };
})();
