package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import java.util.Optional;

/**
 * A piece of a text.
 *
 * @param text as people read it
 * @param address where it leads, if it is a link: an {@code http} or {@code https} address that {@link PlainUrls} allows
 */
public record TextPiece(String text, Optional<String> address) {

    public static TextPiece text(String text) {
        return new TextPiece(text, Optional.empty());
    }

    public static TextPiece link(String text, String address) {
        return new TextPiece(text, Optional.of(address));
    }

    /** Whether it is an address that stands in the text as such. */
    public boolean isPlainAddress() {
        return address.filter(text::equals).isPresent();
    }
}
