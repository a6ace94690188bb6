package io.jenkins.plugins.releasechecklist.actions.job.view;

import hudson.Util;
import io.jenkins.plugins.releasechecklist.engine.history.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Addresses of the page that differ in one thing from the one that is shown. All are relative to it.
 *
 * @param query what is shown
 */
public record Address(ReleaseQuery query) {
    private static final String LIST = "#releases";

    /** The periods of the metrics; the value of each is an address. */
    List<ReleaseList.FilterChoice> periods() {
        return Arrays.stream(Period.values())
                .map(period -> new ReleaseList.FilterChoice(
                        text(parameters(period, before()), "#metrics"),
                        Messages.Address_days(period.days()),
                        period == query.period()))
                .toList();
    }

    /** Another part of the list, or its beginning. */
    String before(Optional<Integer> build) {
        return text(parameters(query.period(), build), LIST);
    }

    /** The list without filter. */
    public String unfiltered() {
        return text(Map.of("days", days(query.period())), LIST);
    }

    /**
     * An export of what is in the list, from its beginning.
     *
     * @param path where it is
     */
    public String export(String path) {
        Map<String, String> wanted = parameters(query.period(), Optional.empty());
        wanted.remove("days");
        return path + (wanted.isEmpty() ? "" : text(wanted, ""));
    }

    /** What the charts draw. */
    String chart(ZoneId zone) {
        return "chart?days=" + days(query.period()) + "&zone=" + Util.rawEncode(zone.getId());
    }

    private Optional<Integer> before() {
        return query.before().stream().boxed().findFirst();
    }

    private Map<String, String> parameters(Period period, Optional<Integer> before) {
        Map<String, String> parameters = new LinkedHashMap<>();
        query.type().ifPresent(type -> parameters.put("type", type.id()));
        query.status().ifPresent(status -> parameters.put("status", status.name()));
        before.ifPresent(build -> parameters.put("before", build.toString()));
        parameters.put("days", days(period));
        return parameters;
    }

    private static String days(Period period) {
        return Integer.toString(period.days());
    }

    /** All names and values are ours, and none needs to be encoded. */
    private static String text(Map<String, String> parameters, String anchor) {
        return parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("&", "?", ""))
                + anchor;
    }
}
