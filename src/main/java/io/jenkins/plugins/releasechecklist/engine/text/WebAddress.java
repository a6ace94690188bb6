package io.jenkins.plugins.releasechecklist.engine.text;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Addresses that a browser may be led to: absolute, {@code http} or {@code https}, with a host. */
public final class WebAddress {
    private WebAddress() {}

    /** Whether the text is one. */
    public static boolean is(String text) {
        try {
            return is(new URI(text));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    public static boolean is(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        return (scheme.equals("http") || scheme.equals("https")) && address.getRawAuthority() != null;
    }
}
