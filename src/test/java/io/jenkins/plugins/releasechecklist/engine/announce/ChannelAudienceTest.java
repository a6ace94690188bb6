package io.jenkins.plugins.releasechecklist.engine.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesPart;
import io.jenkins.plugins.releasechecklist.engine.notes.ReleaseNotes;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each audience is told. */
class ChannelAudienceTest {

    private static final Link CHECKLIST = new Link("Checklist", URI.create("https://ci.example.com/job/shop/7/"));
    private static final Link HANDOFF = new Link("Handoff", URI.create("https://wiki.example.com/handoff"));

    private static ChannelAudience readers(String... audiences) {
        return new ChannelAudience("channel", List.of(audiences), Optional.empty());
    }

    private static Message message(ChannelAudience readers) {
        NotesDraft draft = new NotesDraft(
                Optional.of("Faster checkout"),
                List.of("New form"),
                Optional.of("Run the migration"),
                List.of("Slow search"));
        return Message.announcing(
                ReleaseNotes.of("Shop", "2.4.0", LocalDate.of(2025, 3, 4), "minor", draft, List.of()),
                Messages.NOON,
                "RELEASED",
                Optional.empty(),
                readers,
                List.of(CHECKLIST),
                List.of(HANDOFF));
    }

    @Test
    void supportIsToldWhatUsersHaveToDoAndWhatDoesNotWorkAndGetsTheHandoff() {
        Message message = message(readers("support"));

        assertThat(message.markdown())
                .containsSubsequence(
                        "## Migration steps",
                        "Run the migration",
                        "## Known issues",
                        "Slow search",
                        "## Notable changes",
                        "New form")
                .doesNotContain("## Summary");
        assertThat(message.html()).contains("Slow search").doesNotContain("Faster checkout");
        assertThat(message.links()).containsExactly(CHECKLIST, HANDOFF);
    }

    @Test
    void stakeholdersAreNotToldEveryCommit() {
        assertThat(readers("stakeholders").parts())
                .containsExactly(NotesPart.SUMMARY, NotesPart.CHANGES, NotesPart.MIGRATION, NotesPart.KNOWN_ISSUES);
        assertThat(message(readers("stakeholders")).links()).containsExactly(CHECKLIST);
    }

    @Test
    void everybodyElseIsToldEverything() {
        assertThat(readers("devops").parts()).containsExactly(NotesPart.values());
        assertThat(new ChannelAudience("channel", List.of(), Optional.empty()).parts())
                .containsExactly(NotesPart.values());
    }

    @Test
    void twoAudiencesOfOneChannelAreToldWhatBothAre() {
        assertThat(readers("support", "stakeholders").parts())
                .containsExactly(NotesPart.SUMMARY, NotesPart.CHANGES, NotesPart.MIGRATION, NotesPart.KNOWN_ISSUES);
        assertThat(readers("support", "devops").parts()).containsExactly(NotesPart.values());
        assertThat(message(readers("stakeholders", "support")).links()).containsExactly(CHECKLIST, HANDOFF);
    }

    @Test
    void theIntroductionComesFirstAndIsSafe() {
        Message message = message(new ChannelAudience(
                "channel", List.of("support"), Optional.of("Hello **team** <script>alert(1)</script>")));

        assertThat(message.markdown())
                .startsWith("Hello **team** &lt;script&gt;")
                .contains("\n\n# Shop 2.4.0\n");
        assertThat(message.html())
                .startsWith("<p>Hello <strong>team</strong> &lt;script&gt;")
                .contains("<section");
        assertThat(message(readers("support")).introducedBy(Optional.of(" "))).isEqualTo(message(readers("support")));
    }
}
