package io.jenkins.plugins.releasechecklist.engine.record.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.notes.commit.Commit;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.CommitLog;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.ReferencePattern;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.TextPiece;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges.ArtifactChange;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges.Deployed;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReleaseChangesTest {
    private static final Deployed RUNNING = new Deployed(Optional.of("2.4.0"), new BuildRef("shop", 7, "job/shop/7/"));
    private static final String OLD = "sha256:" + "0a".repeat(32);
    private static final String NEW = "sha256:" + "0b".repeat(32);

    private static ReleaseChanges changes(String... messages) {
        return ReleaseChanges.of(
                Optional.of(RUNNING),
                false,
                CommitLog.changes(
                        Stream.of(messages)
                                .map(message -> new Commit(Optional.empty(), message, Optional.of("Ann")))
                                .toList(),
                        List.of(ReferencePattern.of("SHOP-([0-9]+)", "https://tracker.example.com/$1"))),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static List<ArtifactChange> artifacts(List<Artifact> now, List<Artifact> before) {
        return ReleaseChanges.of(Optional.of(RUNNING), false, List.of(), now, before, Optional.empty())
                .artifacts();
    }

    @Test
    void namesEveryIssueOnceAndNoPlainAddress() {
        ReleaseChanges changes =
                changes("fix: totals SHOP-1 and SHOP-2", "feat: form (SHOP-1)", "see https://example.com/SHOP-3");
        assertThat(changes.issues()).extracting(TextPiece::text).containsExactlyInAnyOrder("SHOP-1", "SHOP-2");
        assertThat(changes.issues().get(0).address()).contains("https://tracker.example.com/1");
    }

    @Test
    void countsWhatItDoesNotShow() {
        ReleaseChanges changes =
                changes(IntStream.range(0, 250).mapToObj(i -> "Change " + i).toArray(String[]::new));
        assertThat(changes.commits()).hasSize(100);
        assertThat(changes.total()).isEqualTo(250);
        assertThat(changes("none").total()).isEqualTo(1);
    }

    @Test
    void putsBreakingChangesFirst() {
        assertThat(changes("docs: readme", "feat: form", "feat!: another price").commits())
                .extracting(change -> change.title().text())
                .containsExactly("another price", "form", "docs: readme");
    }

    @Test
    void comparesArtifactsByName() {
        Artifact same = new Artifact("lib.jar", OLD);
        assertThat(artifacts(
                        List.of(new Artifact("shop.war", NEW), same, new Artifact("new.jar", NEW)),
                        List.of(new Artifact("shop.war", OLD), same, new Artifact("old.jar", OLD))))
                .containsExactly(
                        new ArtifactChange("shop.war", Optional.of(OLD), Optional.of(NEW)),
                        new ArtifactChange("lib.jar", Optional.of(OLD), Optional.of(OLD)),
                        new ArtifactChange("new.jar", Optional.empty(), Optional.of(NEW)),
                        new ArtifactChange("old.jar", Optional.of(OLD), Optional.empty()))
                .extracting(ArtifactChange::isSame)
                .containsExactly(false, true, false, false);
    }

    @Test
    void comparesNoArtifactsWhereOneReleaseNamesNone() {
        assertThat(artifacts(List.of(new Artifact("shop.war", NEW)), List.of())).isEmpty();
        assertThat(artifacts(List.of(), List.of(new Artifact("shop.war", NEW)))).isEmpty();
    }

    @Test
    void refusesAnArtifactOfNeitherRelease() {
        assertThatThrownBy(() -> new ArtifactChange("shop.war", Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a digest of 'shop.war', found none");
    }

    @Test
    void isOutOfDateWhenSomethingElseRunsThereOrFailed() {
        ReleaseChanges changes = changes("fix: totals");
        Deployed other = new Deployed(Optional.of("2.5.0"), RUNNING.build());
        assertThat(changes.comparesWith(Optional.of(RUNNING), Optional.empty())).isTrue();
        assertThat(changes.comparesWith(Optional.of(other), Optional.empty())).isFalse();
        assertThat(changes.comparesWith(Optional.empty(), Optional.empty())).isFalse();
        assertThat(changes.comparesWith(Optional.of(RUNNING), Optional.of(other)))
                .isFalse();
    }

    @Test
    void aReleaseWithoutAVersionIsCalledByItsBuild() {
        assertThat(RUNNING.name()).isEqualTo("2.4.0");
        assertThat(new Deployed(Optional.empty(), RUNNING.build()).name()).isEqualTo("#7");
    }
}
