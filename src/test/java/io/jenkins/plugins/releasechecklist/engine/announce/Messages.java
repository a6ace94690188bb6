package io.jenkins.plugins.releasechecklist.engine.announce;

import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.notes.ReleaseNotes;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Messages to try things with. */
public final class Messages {

    public static final Instant NOON = Instant.parse("2025-03-04T12:00:00Z");
    public static final DeliveryId ID =
            DeliveryId.of("shop/7", MessageEvent.RELEASE_ANNOUNCED, "stakeholders", "announce-1");

    private Messages() {}

    public static Message announcement() {
        NotesDraft draft = new NotesDraft(
                Optional.of("Schneller zur Kasse für alle"), List.of("New form"), Optional.empty(), List.of());
        return Message.announcing(
                ReleaseNotes.of("OctoAcme Shop", "2.4.0", LocalDate.of(2025, 3, 4), "minor", draft, List.of()),
                NOON,
                "RELEASED",
                Optional.of("production"),
                new ChannelAudience("stakeholders", List.of(), Optional.empty()),
                List.of(new Link("Checklist", URI.create("https://ci.example.com/job/shop/7/release-checklist/"))),
                List.of());
    }
}
