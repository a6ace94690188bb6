package io.jenkins.plugins.releasechecklist.actions;

import io.jenkins.plugins.releasechecklist.builds.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What people type into the forms: blank is nothing, and there is a limit, because the record keeps it for ever. */
final class Words {
    /** The longest comment, note or address, in characters. */
    static final int LONGEST = 4000;

    /** The most addresses that one sign-off can name. */
    static final int MOST_ADDRESSES = 20;

    private Words() {}

    /** The text, if there is any. */
    static Optional<String> said(String text) throws Refusal {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        if (text.length() > LONGEST) {
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.Words_tooLong(LONGEST, text.length()));
        }
        return Optional.of(text.strip());
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
