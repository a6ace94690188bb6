package io.jenkins.plugins.releasechecklist.engine.announce;

import io.jenkins.plugins.releasechecklist.engine.notes.NotesPart;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who reads what is sent to a channel, and so what they are told.
 *
 * @param channel the name of the channel
 * @param audiences the names of the audiences behind it; empty where the channel itself was named, whose readers are told
 *     everything
 * @param introduction what is said before the message, as Markdown
 */
public record ChannelAudience(String channel, List<String> audiences, Optional<String> introduction) {

    /** The audience that helps users: it is told what they have to do and what does not work, and gets the handoff. */
    public static final String SUPPORT = "support";

    /** The audience that wants to know what is new, and not each commit. */
    public static final String STAKEHOLDERS = "stakeholders";

    private static final List<NotesPart> FOR_SUPPORT =
            List.of(NotesPart.MIGRATION, NotesPart.KNOWN_ISSUES, NotesPart.CHANGES);

    private static final Set<NotesPart> FOR_STAKEHOLDERS = EnumSet.complementOf(EnumSet.of(NotesPart.CHANGE_LOG));

    /** Copies the audiences, and refuses a blank channel; a blank introduction is none. */
    public ChannelAudience {
        channel = Message.required(channel, "readers.channel");
        audiences = List.copyOf(audiences);
        Objects.requireNonNull(introduction, "readers.introduction: expected an Optional, found null");
        introduction = introduction.filter(text -> !text.isBlank());
    }

    /** Whether support is among them. */
    public boolean areSupport() {
        return audiences.contains(SUPPORT);
    }

    /** The parts of the release notes that they are told: those of all of their audiences, the most important first. */
    List<NotesPart> parts() {
        if (audiences.equals(List.of(SUPPORT))) {
            return FOR_SUPPORT;
        }
        Set<NotesPart> parts = EnumSet.noneOf(NotesPart.class);
        for (String audience : audiences) {
            switch (audience) {
                case SUPPORT -> parts.addAll(FOR_SUPPORT);
                case STAKEHOLDERS -> parts.addAll(FOR_STAKEHOLDERS);
                default -> parts.addAll(EnumSet.allOf(NotesPart.class));
            }
        }
        return parts.isEmpty() ? List.of(NotesPart.values()) : new ArrayList<>(parts);
    }
}
