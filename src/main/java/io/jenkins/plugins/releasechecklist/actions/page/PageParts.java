package io.jenkins.plugins.releasechecklist.actions.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hudson.Extension;
import hudson.XmlFile;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The parts of a page as HTML. What many readers see alike is made once; what the page of the reader shows already is not sent again.
 * For one request.
 */
public final class PageParts {
    /** Half of it in bytes, mostly. A page of a large release has some 300,000. */
    private static final int MOST_CHARACTERS = 32_000_000;

    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private static final Cache<Key, String> SHARED = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((Key key, String html) -> html.length())
            .expireAfterWrite(LIFETIME)
            .build();

    private final String sight;
    private final Set<String> known;
    private final Set<String> tags = new LinkedHashSet<>();

    /**
     * The parts of a page.
     *
     * @param sight two readers with the same words here see the same in a part that is shared
     * @param known the tags of what the page of the reader shows, as {@link #tags} gave them; empty for a new page
     */
    PageParts(String sight, String known) {
        this.sight = sight;
        this.known = Arrays.stream(known.split(" ")).collect(Collectors.toSet());
    }

    /** A part that is made already; null when it has to be made, which is always so for one that is not shared. */
    public Part made(String name, boolean shared) {
        String html = shared ? SHARED.getIfPresent(new Key(sight, name)) : null;
        return html == null ? null : part(name, html);
    }

    /** A part that was made now. */
    public Part make(String name, boolean shared, String html) {
        if (shared) {
            SHARED.put(new Key(sight, name), html);
        }
        return part(name, html);
    }

    private static Part part(String name, String html) {
        // Two texts of one length and one hash code would have to follow each other for a change to be overlooked.
        return new Part(name + ":" + Integer.toHexString(html.hashCode()) + "-" + html.length(), html);
    }

    /** A piece of a part that was made for the same input, be it before the last event; null when it has to be made. */
    public String madePiece(Object input) {
        return SHARED.getIfPresent(new Key(input, ""));
    }

    /** A piece of a part that was made now, of nothing but the input. */
    public String makePiece(Object input, String html) {
        SHARED.put(new Key(input, ""), html);
        return html;
    }

    /** What is sent of a part: nothing when the page of the reader shows it already. */
    public String sent(Part part) {
        tags.add(part.tag());
        return known.contains(part.tag()) ? "" : part.html();
    }

    /** The tags of all parts that were asked for, to be sent back with the next request. */
    public String tags() {
        return String.join(" ", tags);
    }

    /**
     * A part of a page.
     *
     * @param tag its name, and what tells it from the same part before
     * @param html what the page shows
     */
    public record Part(String tag, String html) {}

    private record Key(Object sight, String name) {}

    /** Forgets what says how roles and channels were called before the configuration changed. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class ConfigurationListener extends SaveableListener {
        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof ReleaseChecklistConfiguration) {
                SHARED.invalidateAll();
            }
        }
    }
}
