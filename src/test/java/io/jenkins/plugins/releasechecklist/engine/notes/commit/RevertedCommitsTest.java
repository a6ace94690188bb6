package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevertedCommitsTest {

    private static final String HASH = "2222222222222222222222222222222222222222";

    private static Commit commit(String id, String message) {
        return new Commit(Optional.of(id), message, Optional.empty());
    }

    private static List<String> log(Commit... newestFirst) {
        return CommitLog.changes(List.of(newestFirst), List.of()).stream()
                .map(change -> change.kind() + " " + change.title().text())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Revert \"feat!: drop v1\"\n\nThis reverts commit 2222222222222222222222222222222222222222.",
                "Revert \"feat!: drop v1\"\n\nThis reverts commit 22222222.",
                "Revert \"feat!: drop v1\"\n\nThis reverts commit\n22222222, which broke everybody.",
                "Revert \"feat!: drop v1\" (#13)\n\nReverts acme/shop#12",
                "Revert \"feat!: drop v1 (#12)\" (#13)\n\nReverts acme/shop#12",
                "Revert \"feat!: drop v1\" (#13)\n\n* Revert \"feat!: drop v1\"\n\nThis reverts commit 22222222.",
                "Revert \"feat!: drop v1\"",
                "Revert 'feat!: drop v1'\n\nReverts !12",
                "Back to v1\n\nThis reverts commit 22222222.",
                "revert: feat!: drop v1",
                "revert(api): we need v1\n\nRefs: 2222222, 33333333\n",
                "revert: feat!: drop v1\n\nThis reverts commit 22222222.",
                "This reverts merge\n\nThis reverts commits 2222222 and 33333333.",
            })
    void leavesOutACommitAndItsRevert(String revert) {
        List<Commit> log = new ArrayList<>(List.of(
                commit("aaaaaaa", revert),
                commit("bbbbbbb", "fix: totals"),
                commit(HASH, "feat!: drop v1 (#12)\n\nBREAKING CHANGE: v1 is gone")));
        if (revert.contains("33333333")) {
            log.add(commit("3333333333", "feat: more of it"));
        }

        assertThat(log(log.toArray(Commit[]::new))).containsExactly("FIX totals");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Revert \"feat: form\"\n\nThis reverts commit 99999999.",
                "Revert \"feat: another form\"",
                "Revert \"feat: another form\"\n\nReverts acme/shop#11"
            })
    void tellsTheRevertOfSomethingOlder(String revert) {
        assertThat(log(commit("aaaaaaa", revert), commit(HASH, "feat: form")))
                .containsExactly("OTHER " + revert.lines().findFirst().orElseThrow(), "FEATURE form");
    }

    @Test
    void tellsARevertOfWhichOnlyAPartIsThere() {
        assertThat(log(
                        commit("aaaaaaa", "Back to v1\n\nThis reverts commits 22222222 and 99999999."),
                        commit(HASH, "feat: form"),
                        commit("bbbbbbb", "fix: totals")))
                .containsExactly("OTHER Back to v1", "FIX totals");
        assertThat(log(
                        commit("aaaaaaa", "Revert a part\n\nThis partially reverts commit 22222222."),
                        commit(HASH, "feat: form")))
                .containsExactly("OTHER Revert a part", "FEATURE form");
    }

    @Test
    void followsAChainOfReverts() {
        Commit feature = commit("1111111", "feat: form");
        Commit revert = commit("2222222", "Revert \"feat: form\"\n\nThis reverts commit 1111111.");
        Commit reapply = commit("3333333", "Reapply \"feat: form\"\n\nThis reverts commit 2222222.");
        Commit again = commit("4444444", "Revert \"Reapply \"feat: form\"\"\n\nThis reverts commit 3333333.");

        assertThat(log(reapply, revert, feature)).containsExactly("FEATURE form");
        assertThat(log(again, reapply, revert, feature)).isEmpty();
        assertThat(log(reapply, revert)).isEmpty();
        assertThat(log(commit("3", "Revert \"Revert \"feat: form\"\""), commit("2", "Revert \"feat: form\""), feature))
                .containsExactly("FEATURE form");
        assertThat(log(commit("3", "Reapply \"feat: form\""), commit("2", "Revert \"feat: form\""), feature))
                .containsExactly("FEATURE form");
        assertThat(log(commit("5", "feat: form"), revert, feature)).containsExactly("FEATURE form");
    }

    @Test
    void leavesOutAllThatARevertedMergeBrought() {
        assertThat(log(
                        commit("6666666", "Merge pull request #13 from acme/revert-12-form\n\nRevert \"New form\""),
                        commit(
                                "5555555",
                                "Revert \"New form\"\n\nThis reverts commit 4444444, reversing\nchanges made to 1111111."),
                        commit("4444444", "Merge pull request #12 from acme/form\n\nNew form"),
                        commit("3333333", "feat: button"),
                        commit("2222222", "feat: field"),
                        commit("1111111", "fix: totals")))
                .containsExactly("FIX totals");
        assertThat(log(
                        commit("6666666", "Merge pull request #13 from acme/revert-12-form\n\nRevert \"feat: form\""),
                        commit("4444444", "Merge pull request #12 from acme/form\n\nfeat: form"),
                        commit("4444443", "Merge pull request #11 from acme/totals\n\nfix: totals")))
                .containsExactly("FIX totals (#11)");
        assertThat(log(
                        commit(
                                "5555555",
                                "Revert \"Merge branch 'form' into 'main'\"\n\nThis reverts merge request !34"),
                        commit(
                                "4444444",
                                "Merge branch 'form' into 'main'\n\nfeat: form\n\nSee merge request acme/shop!34"),
                        commit("3333333", "feat: form"),
                        commit("1111111", "fix: totals")))
                .containsExactly("FIX totals");
    }

    @Test
    void findsACommitThatWasPickedFromTheOneThatIsNamed() {
        assertThat(log(
                        commit("aaaaaaa", "Revert \"feat: form\"\n\nThis reverts commit 99999999."),
                        commit(HASH, "feat: form\n\n(cherry picked from commit 9999999999999999)")))
                .isEmpty();
    }

    @Test
    void looksAtALongLogInABoundedTime() {
        List<Commit> reverts = Stream.concat(
                        IntStream.range(0, 4000)
                                .mapToObj(i -> commit("a" + i, "Revert \"x" + i + "\" (#1)\n\nReverts #" + i)),
                        Stream.of(commit("b", "This\n\nThis reverts commits " + "abcdef1, ".repeat(2000))))
                .toList();

        assertTimeout(Duration.ofSeconds(10), () -> CommitLog.changes(reverts, List.of()));
    }
}
