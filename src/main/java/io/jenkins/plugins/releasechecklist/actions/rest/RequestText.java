package io.jenkins.plugins.releasechecklist.actions.rest;

import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.history.BuildKey;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.engine.text.TimeZoneName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kohsuke.stapler.StaplerRequest2;

/** What people type into the forms: blank is nothing, and there is a limit, because the record keeps it for ever. */
public final class RequestText {
    /** The longest comment, note or address, in characters. */
    static final int LONGEST = 4000;

    /** The most addresses that one sign-off can name. */
    static final int MOST_ADDRESSES = 20;

    /** The most action items that one request can list. */
    static final int MOST_ITEMS = 50;

    private RequestText() {}

    /** The text, if there is any. */
    public static Optional<String> said(String text) throws Refusal {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        if (text.length() > LONGEST) {
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.Words_tooLong(LONGEST, text.length()));
        }
        return Optional.of(text.strip());
    }

    /** Refuses parameters in the address of a request: a link can carry them, so nobody may have written them. */
    static void checkBodyAlone(StaplerRequest2 request) throws Refusal {
        if (hasQuery(request)) {
            throw refused(Messages.RequestText_query());
        }
    }

    /** What a refused form holds that somebody may have written at length. */
    static List<String> written(StaplerRequest2 request) {
        return hasQuery(request) ? List.of() : texts(request);
    }

    private static List<String> texts(StaplerRequest2 request) {
        return Stream.of("comment", "note", "reason", "summary", "changes", "migration", "knownIssues")
                .map(request::getParameter)
                .filter(text -> text != null && !text.isBlank())
                .toList();
    }

    /** The text of a parameter that has to be there. */
    static String needed(String parameter, String text) throws Refusal {
        return said(text).orElseThrow(() -> new Refusal(Refusal.Kind.BAD_REQUEST, Messages.Words_missing(parameter)));
    }

    /**
     * The moment, if there is any: a date and time with an offset, such as {@code 2026-11-29T22:00:00+01:00}.
     *
     * @param zone the name of the time zone in which a date and time without an offset is meant
     */
    public static Optional<Instant> moment(String text, String zone) throws Refusal {
        Optional<String> said = said(text);
        if (said.isEmpty()) {
            return Optional.empty();
        }
        try {
            TemporalAccessor moment =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(said.get(), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    moment instanceof OffsetDateTime exact
                            ? exact.toInstant()
                            : local((LocalDateTime) moment, said(zone).orElseThrow(() -> noOffset(said.get()))));
        } catch (DateTimeException e) {
            throw noOffset(said.get());
        }
    }

    private static Refusal noOffset(String found) {
        return refused(Messages.RequestText_badMoment(found));
    }

    /** When clocks are changed, some local times do not exist and others come twice. */
    private static Instant local(LocalDateTime time, String zone) throws Refusal {
        try {
            ZoneId known = TimeZoneName.saved(zone);
            List<ZoneOffset> offsets = known.getRules().getValidOffsets(time);
            if (offsets.size() != 1) {
                throw refused(Messages.RequestText_ambiguous(time, zone));
            }
            return time.toInstant(offsets.get(0));
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    /** The canonical name of an environment. */
    static String environment(String text) throws Refusal {
        try {
            return EnvironmentName.require(text);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    /** A build in the history of a job; one of the job itself where only a number is said. */
    static BuildKey build(HistoryScope scope, String text) throws Refusal {
        return BuildKey.read(text)
                .map(build -> build.job().isPresent() ? build : scope.key(build.number()))
                .orElseThrow(() -> refused(Messages.RequestText_badBuild(text)));
    }

    /** The addresses, in order and without repetition. */
    static List<String> addresses(String[] values) throws Refusal {
        if (values == null) {
            return List.of();
        }
        for (String value : values) {
            said(value);
        }
        List<String> addresses = Arrays.stream(values)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        if (addresses.size() > MOST_ADDRESSES) {
            throw new Refusal(
                    Refusal.Kind.BAD_REQUEST, Messages.Words_tooManyAddresses(MOST_ADDRESSES, addresses.size()));
        }
        return addresses;
    }

    /**
     * The action items of a request: the parameters {@code title}, {@code owner} and {@code link}, each as often as there are items,
     * in the same order. Owners and links may be left out altogether, or be empty; a row that is empty as a whole does not count.
     *
     * @param item the id of the item that is signed; only one takes action items
     */
    static List<ActionItem> actionItems(StaplerRequest2 request, String item) throws Refusal {
        String[] titles = values(request, "title");
        String[] owners = values(request, "owner");
        String[] links = values(request, "link");
        if (titles.length + owners.length + links.length > 0 && !item.equals(ItemIds.ACTION_ITEMS)) {
            throw refused(Messages.ActionItemWords_otherItem(ItemIds.ACTION_ITEMS, item));
        }
        if (titles.length > MOST_ITEMS) {
            throw refused(Messages.ActionItemWords_tooMany(MOST_ITEMS, titles.length));
        }
        checkCount("owner", owners, titles);
        checkCount("link", links, titles);
        List<ActionItem> items = new ArrayList<>();
        for (int row = 0; row < titles.length; row++) {
            Optional<String> title = line(titles, row);
            Optional<String> owner = line(owners, row);
            Optional<String> link = line(links, row);
            if (title.isPresent()) {
                items.add(item(title.get(), owner, link));
            } else if (owner.isPresent() || link.isPresent()) {
                throw refused(Messages.ActionItemWords_titleMissing(row + 1));
            }
        }
        return List.copyOf(items);
    }

    private static ActionItem item(String title, Optional<String> owner, Optional<String> link) throws Refusal {
        try {
            return new ActionItem(title, owner, link);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private static void checkCount(String name, String[] values, String[] titles) throws Refusal {
        if (values.length > 0 && values.length != titles.length) {
            throw refused(Messages.ActionItemWords_otherCount(name, titles.length, values.length));
        }
    }

    private static Optional<String> line(String[] values, int row) throws Refusal {
        return row < values.length ? said(values[row]).map(text -> text.replaceAll("\\s+", " ")) : Optional.empty();
    }

    private static String[] values(StaplerRequest2 request, String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? new String[0] : values;
    }

    private static boolean hasQuery(StaplerRequest2 request) {
        String query = request.getQueryString();
        return query != null && !query.isEmpty();
    }

    private static Refusal refused(String why) {
        return new Refusal(Refusal.Kind.BAD_REQUEST, why);
    }
}
