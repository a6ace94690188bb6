package io.jenkins.plugins.releasechecklist.actions.job.view;

import hudson.Util;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.history.Period;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which releases somebody wants to see. What cannot be understood is left out, and told.
 *
 * @param type only these
 * @param status only these
 * @param before only releases before this {@linkplain ReleaseLine#position position}: before the build, or in the history of several
 *     branches before the time
 * @param limit how many at most
 * @param period how far back the metrics look
 * @param problems what could not be understood, one sentence each
 */
public record ReleaseQuery(
        Optional<ReleaseType> type,
        Optional<ReleaseStatus> status,
        OptionalLong before,
        OptionalInt limit,
        Period period,
        List<String> problems) {
    /** The most releases in one answer. */
    static final int MOST = 1000;

    /** A time that nobody lives to see, and a number that no build has. */
    private static final long LAST_POSITION = 999_999_999_999_999L;

    private static final String LIST = "#releases";

    public ReleaseQuery {
        problems = List.copyOf(problems);
    }

    /** @param parameters of the request, by name; null where there is none */
    public static ReleaseQuery of(Function<String, String> parameters) {
        List<String> problems = new ArrayList<>();
        return new ReleaseQuery(
                oneOf(parameters, "type", ReleaseType.values(), ReleaseType::id, problems),
                oneOf(parameters, "status", ReleaseStatus.values(), ReleaseStatus::name, problems),
                number(said(parameters, "before"), LAST_POSITION, "before", problems),
                limit(said(parameters, "limit"), problems),
                oneOf(parameters, "days", Period.values(), ReleaseQuery::days, problems)
                        .orElse(Period.QUARTER),
                problems);
    }

    /** Whether the type and the status of the line are wanted. */
    public boolean wants(ReleaseLine line) {
        return type.filter(wanted -> !line.type().equals(Optional.of(wanted.id())))
                        .isEmpty()
                && status.filter(wanted -> !line.status().equals(wanted.name())).isEmpty();
    }

    /** The lines that are wanted, the newest first, without the limit. */
    public List<ReleaseLine> among(ReleaseIndex index) {
        return index.lines().stream()
                .filter(this::wants)
                .filter(line -> line.position() < before.orElse(Long.MAX_VALUE))
                .toList();
    }

    /** The periods of the metrics to choose from; the value of each is an address. */
    List<ReleaseList.FilterChoice> periods() {
        return Arrays.stream(Period.values())
                .map(other -> new ReleaseList.FilterChoice(
                        address(parameters(other, before.stream().boxed().findFirst()), "#metrics"),
                        Messages.ReleaseQuery_days(other.days()),
                        other == period))
                .toList();
    }

    /** The address of another part of the list, or of its beginning. All addresses are relative to the page. */
    String part(Optional<Long> position) {
        return address(parameters(period, position), LIST);
    }

    /** The address of the list without filter. */
    public String unfiltered() {
        return address(Map.of("days", days(period)), LIST);
    }

    /**
     * The address of an export of what is in the list, from its beginning.
     *
     * @param path where it is
     */
    public String export(String path) {
        Map<String, String> wanted = parameters(period, Optional.empty());
        wanted.remove("days");
        return path + (wanted.isEmpty() ? "" : address(wanted, ""));
    }

    /** The address of what the charts draw. */
    String chart(ZoneId zone) {
        return "chart?days=" + days(period) + "&zone=" + Util.rawEncode(zone.getId());
    }

    private Map<String, String> parameters(Period days, Optional<Long> position) {
        Map<String, String> parameters = new LinkedHashMap<>();
        type.ifPresent(wanted -> parameters.put("type", wanted.id()));
        status.ifPresent(wanted -> parameters.put("status", wanted.name()));
        position.ifPresent(number -> parameters.put("before", number.toString()));
        parameters.put("days", days(days));
        return parameters;
    }

    private static String days(Period period) {
        return Integer.toString(period.days());
    }

    /** All names and values are ours, and none needs to be encoded. */
    private static String address(Map<String, String> parameters, String anchor) {
        return parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("&", "?", ""))
                + anchor;
    }

    /** Whether only some types or statuses are wanted. */
    public boolean isFiltered() {
        return type.isPresent() || status.isPresent();
    }

    /** An empty parameter is what an untouched form sends. */
    private static Optional<String> said(Function<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.apply(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static <T> Optional<T> oneOf(
            Function<String, String> parameters,
            String name,
            T[] all,
            Function<T, String> word,
            List<String> problems) {
        Optional<String> said = said(parameters, name);
        Optional<T> found = said.flatMap(text -> Arrays.stream(all)
                .filter(one -> word.apply(one).equalsIgnoreCase(text))
                .findFirst());
        if (said.isPresent() && found.isEmpty()) {
            List<String> allowed = Arrays.stream(all).map(word).toList();
            problems.add(unknown(name, said.get(), allowed));
        }
        return found;
    }

    private static String unknown(String name, String found, List<String> allowed) {
        String message = Messages.ReleaseQuery_unknown(name, String.join(", ", allowed), shortened(found));
        return Suggestions.closest(found, allowed)
                .map(near -> message + " " + Messages.ReleaseQuery_didYouMean(near))
                .orElse(message);
    }

    private static OptionalInt limit(Optional<String> text, List<String> problems) {
        OptionalLong number = number(text, MOST, "limit", problems);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    private static OptionalLong number(Optional<String> text, long most, String name, List<String> problems) {
        OptionalLong found = text.filter(it -> it.matches("[0-9]{1,18}")).map(Long::parseLong).stream()
                .mapToLong(Long::longValue)
                .filter(it -> it >= 1 && it <= most)
                .findFirst();
        if (text.isPresent() && found.isEmpty()) {
            problems.add(Messages.ReleaseQuery_number(name, most, shortened(text.get())));
        }
        return found;
    }

    private static String shortened(String found) {
        return found.length() <= 60 ? found : found.substring(0, 60) + "\u2026";
    }
}
