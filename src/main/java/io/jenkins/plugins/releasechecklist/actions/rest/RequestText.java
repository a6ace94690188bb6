package io.jenkins.plugins.releasechecklist.actions.rest;

import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
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

    /** What a refused form holds that somebody may have written at length. */
    static List<String> written(StaplerRequest2 request) {
        return Stream.of("comment", "note", "reason", "summary", "changes", "migration", "knownIssues")
                .map(request::getParameter)
                .filter(text -> text != null && !text.isBlank())
                .toList();
    }

    /** The text of a parameter that has to be there. */
    static String needed(String parameter, String text) throws Refusal {
        return said(text).orElseThrow(() -> new Refusal(Refusal.Kind.BAD_REQUEST, Messages.Words_missing(parameter)));
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
}
