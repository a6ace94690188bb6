/*
 * How a chart of a verification looks: what ECharts is told. The tooltip is drawn on the canvas, as everything is, so no text of
 * anybody becomes markup, and no inline style is set.
 */
window.releaseChecklistChart = (function () {
    "use strict";

    const FEW_POINTS = 60;
    /* Milliseconds; within so short a time all minutes would look the same. */
    const SHORT_SPAN = 5 * 60 * 1000;
    const TOOLTIP_LINE = 56;
    const CROSS = "path://M0,2 L2,0 L5,3 L8,0 L10,2 L7,5 L10,8 L8,10 L5,7 L2,10 L0,8 L3,5 Z";
    const STYLES = [
        { colour: "--blue", dash: "solid", symbol: "circle" },
        { colour: "--purple", dash: [8, 4], symbol: "rect" },
        { colour: "--orange", dash: [2, 3], symbol: "triangle" },
    ];

    /* The theme, the language and the time zone in which a chart is drawn. */
    function lookOf(element) {
        const language = document.documentElement.lang || undefined;
        return {
            colour: (name) => colour(element, name),
            text: colour(element, "--text-color"),
            quiet: colour(element, "--text-color-secondary"),
            border: colour(element, "--jenkins-border-color"),
            background: colour(element, "--card-background"),
            font: getComputedStyle(element).fontFamily,
            number: new Intl.NumberFormat(language, { maximumSignificantDigits: 4 }),
            clock: times(element, { hour: "2-digit", minute: "2-digit" }),
            second: times(element, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
        };
    }

    /* In the language of the page and the time zone of its reader. */
    function times(element, format) {
        const language = document.documentElement.lang || undefined;
        try {
            return new Intl.DateTimeFormat(language, Object.assign({ timeZone: element.dataset.zone }, format));
        } catch (unknownZone) {
            return new Intl.DateTimeFormat(language, format);
        }
    }

    /* Themes write colours in every syntax of CSS; a pixel says each of them in the one that ECharts knows. */
    function colour(element, name) {
        const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
        const sample = document.createElement("span");
        sample.style.color = "var(" + name + ")";
        element.append(sample);
        probe.fillStyle = getComputedStyle(sample).color;
        sample.remove();
        probe.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = probe.getImageData(0, 0, 1, 1).data;
        return "rgba(" + red + "," + green + "," + blue + "," + alpha / 255 + ")";
    }

    function options(panel, data, look) {
        const names = panel.series.map((series) => series.name);
        if (panel.failures.marks.length > 0) {
            names.push(panel.failures.name);
        }
        const few = panel.series.every((series) => series.points.length <= FEW_POINTS);
        const lines = panel.series.map((series, index) => line(series, STYLES[index % STYLES.length], few, look));
        lines[0].markArea = bands(data.bands, look);
        lines[0].markLine = bounds(panel, look);
        return {
            ...frame(look, 12, names.length > 1 ? 28 : 4),
            legend: legend(look, { itemWidth: 32, itemHeight: 8, data: names, show: names.length > 1 }),
            tooltip: tooltip(look, { trigger: "axis", formatter: (points) => told(points, panel, look) }),
            xAxis: axis({ type: "time", min: data.from, max: data.until }, look, {
                hideOverlap: true,
                formatter: (at) => (data.until - data.from < SHORT_SPAN ? look.second : look.clock).format(at),
            }),
            yAxis: axis({ type: "value", min: panel.min, max: panel.max, interval: panel.step }, look, {
                formatter: (value) => number(value, panel.unit, look),
            }),
            series: lines.concat(failures(panel, look)),
        };
    }

    function frame(look, top, bottom) {
        return {
            animation: false,
            textStyle: { fontFamily: look.font, color: look.text },
            grid: { left: 12, right: 16, top: top, bottom: bottom, containLabel: true },
        };
    }

    function legend(look, own) {
        return { bottom: 0, textStyle: { color: look.text }, ...own };
    }

    function tooltip(look, own) {
        return {
            renderMode: "richText",
            confine: true,
            transitionDuration: 0,
            backgroundColor: look.background,
            borderColor: look.border,
            textStyle: { color: look.text, fontSize: 12, lineHeight: 17 },
            axisPointer: { lineStyle: { color: look.quiet }, animation: false },
            ...own,
        };
    }

    function axis(own, look, label) {
        return {
            axisLine: { lineStyle: { color: look.border } },
            axisTick: { lineStyle: { color: look.border } },
            splitLine: { show: own.type === "value", lineStyle: { color: look.border } },
            axisLabel: { color: look.quiet, ...label },
            ...own,
        };
    }

    function line(series, style, few, look) {
        const colour = look.colour(style.colour);
        const points = series.points;
        const missing = (index) => points[index] === undefined || points[index][1] === null;
        return {
            id: series.name,
            name: series.name,
            type: "line",
            data: points,
            connectNulls: false,
            symbol: style.symbol,
            showSymbol: true,
            showAllSymbol: true,
            symbolSize: (value, point) => (few || (missing(point.dataIndex - 1) && missing(point.dataIndex + 1)) ? 5 : 0),
            lineStyle: { color: colour, width: 2, type: style.dash },
            itemStyle: { color: colour },
            emphasis: { disabled: true },
        };
    }

    /* Interruptions: light bands with words. */
    function bands(all, look) {
        return {
            silent: true,
            itemStyle: { color: look.quiet, opacity: 0.12 },
            label: { position: "insideBottom", color: look.text, fontSize: 11 },
            data: all.map((band) => [{ xAxis: band.from, name: band.text }, { xAxis: band.until }]),
        };
    }

    /* What is demanded is dashed and told at the right; a baseline is dotted and told at the left. */
    function bounds(panel, look) {
        return {
            silent: true,
            symbol: "none",
            precision: 12,
            label: { formatter: (mark) => plain(mark.name), backgroundColor: look.background, padding: [1, 3] },
            data: panel.bounds.map((bound) => {
                const height = (bound.value - panel.min) / (panel.max - panel.min);
                const above = bound.demanded ? height < 0.85 : height < 0.15;
                return {
                    name: bound.text,
                    yAxis: bound.value,
                    lineStyle: {
                        color: bound.demanded ? look.text : look.quiet,
                        type: bound.demanded ? [10, 3] : [2, 4],
                        width: 1.25,
                    },
                    label: {
                        color: bound.demanded ? look.text : look.quiet,
                        fontSize: 11,
                        position: "inside" + (bound.demanded ? "End" : "Start") + (above ? "Top" : "Bottom"),
                    },
                };
            }),
        };
    }

    function failures(panel, look) {
        if (panel.failures.marks.length === 0) {
            return [];
        }
        return [
            {
                id: panel.failures.name,
                name: panel.failures.name,
                type: "scatter",
                z: 5,
                symbol: CROSS,
                symbolSize: 9,
                clip: false,
                itemStyle: { color: look.colour("--red") },
                emphasis: { disabled: true },
                data: panel.failures.marks.map((mark) => ({ value: [mark.at, mark.value], text: mark.text })),
            },
        ];
    }

    function told(points, panel, look) {
        const lines = points
            .filter((point) => point.value[1] !== null)
            .map((point) =>
                point.data.text === undefined
                    ? point.seriesName + ": " + number(point.value[1], panel.unit, look)
                    : wrapped(point.data.text),
            );
        return [look.second.format(points[0].axisValue)].concat(lines).map(plain).join("\n");
    }

    /* What is drawn on the canvas has a syntax of its own for styles, which begins with a brace. */
    function plain(text) {
        return text.replaceAll("{", "{\u200b");
    }

    function wrapped(text) {
        const lines = [""];
        text.split(" ").forEach((word) => {
            const last = lines[lines.length - 1];
            if (last !== "" && last.length + word.length >= TOOLTIP_LINE) {
                lines.push(word);
            } else {
                lines[lines.length - 1] = last === "" ? word : last + " " + word;
            }
        });
        return lines.join("\n");
    }

    function number(value, unit, look) {
        return look.number.format(value) + (unit === "%" || unit === "" ? unit : " " + unit);
    }

    return { lookOf, options, times, plain, frame, legend, tooltip, axis };
})();
