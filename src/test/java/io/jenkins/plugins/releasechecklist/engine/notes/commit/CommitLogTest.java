package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitLogTest {

    private static Commit commit(String message) {
        return new Commit(Optional.empty(), message, Optional.empty());
    }

    private static List<String> log(String... newestFirst) {
        return CommitLog.changes(
                        Stream.of(newestFirst).map(CommitLogTest::commit).toList(), List.of())
                .stream()
                .map(change -> change.kind() + " " + change.title().text() + change.origin())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "feat: new form ¦ FEATURE new form",
                "feat(checkout): new form ¦ FEATURE checkout: new form",
                "Fix(api):   totals ¦ FIX api: totals",
                "perf: cache ¦ PERFORMANCE cache",
                "feat!: new form ¦ BREAKING new form",
                "refactor(api)!: drop v1 ¦ OTHER-BREAKING",
                "docs: readme ¦ OTHER docs: readme",
                "fix:nothing ¦ OTHER fix:nothing",
                "Update: it ¦ OTHER Update: it",
                "Fixes the totals ¦ OTHER Fixes the totals",
                "feat(: x ¦ OTHER feat(: x",
            })
    void readsConventionalCommits(String message, String expected) {
        assertThat(log(message))
                .containsExactly(expected.equals("OTHER-BREAKING") ? "BREAKING api: drop v1" : expected);
    }

    @Test
    void readsTheFooterOfABreakingChange() {
        assertThat(log("feat: new form\n\nStory\n\nBREAKING CHANGE: the old form\nis gone\nReviewed-by: Bob"))
                .containsExactly("BREAKING new form – the old form is gone");
        assertThat(log("Remove v1\n\nBREAKING-CHANGE: v1 is gone")).containsExactly("BREAKING Remove v1 – v1 is gone");
        assertThat(log("Fix\n\nThis is no BREAKING CHANGE: really")).containsExactly("OTHER Fix");
    }

    @Test
    void namesCoAuthors() {
        Change change = CommitLog.changes(
                        List.of(new Commit(
                                Optional.of("12"),
                                "Fix\n\nCo-authored-by: Bob B <bob@example.com>\nco-authored-by: Ada <a@example.com>\nCo-Authored-By: Eve",
                                Optional.of("Ada"))),
                        List.of())
                .get(0);

        assertThat(change.authors()).containsExactly("Ada", "Bob B", "Eve");
        assertThat(change.title().text() + change.origin())
                .isEqualTo("Fix (Ada, Bob B, Eve, 12)")
                .doesNotContain("example.com");
    }

    @Test
    void leavesOutAMergeWhoseCommitsAreThere() {
        assertThat(log("Merge pull request #12 from ada/form\n\nfeat: new form", "form: button", "form: field"))
                .containsExactly("OTHER form: button", "OTHER form: field");
        assertThat(log("Merge branch 'main' into form", "fix: totals")).containsExactly("FIX totals");
    }

    @Test
    void tellsAMergeWithoutItsCommitsByTheTitleOfItsRequest() {
        assertThat(log(
                        "Merge pull request #12 from ada/form\n\nfeat: new form",
                        "Merge branch 'totals' into 'main'\n\nfix: totals\n\nSee merge request acme/shop!34",
                        "Merged in cache (pull request #5)\n\nperf: cache\n\nApproved-by: Bob"))
                .containsExactly("FEATURE new form (#12)", "FIX totals (!34)", "PERFORMANCE cache (#5)");
        assertThat(log("Merge branch 'totals'")).containsExactly("OTHER Merge branch 'totals'");
        assertThat(log("Merge pull request #12 from ada/form"))
                .containsExactly("OTHER Merge pull request #12 from ada/form");
        assertThat(log("Merge the two forms", "fix: it")).containsExactly("OTHER Merge the two forms", "FIX it");
    }

    @Test
    void tellsNothingTwice() {
        List<Change> changes = CommitLog.changes(
                List.of(
                        new Commit(Optional.of("a1"), "fix: totals", Optional.of("Ada")),
                        new Commit(Optional.of("a1"), "fix: totals", Optional.of("Ada")),
                        new Commit(Optional.of("b2"), "Fix: Totals", Optional.of("Bob")),
                        new Commit(Optional.of("c3"), "feat: totals", Optional.of("Bob"))),
                List.of());

        assertThat(changes.stream().map(change -> change.title().text() + change.origin()))
                .containsExactly("totals (Ada, Bob, a1)", "totals (Bob, c3)");
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(log("x".repeat(600)).get(0)).hasSize("OTHER ".length() + 500).endsWith("x…");
        assertThat(log("x".repeat(498) + "🎉🎉").get(0)).endsWith("x…");
        assertThat(log("fix: " + "(".repeat(100_000)).get(0)).hasSize("FIX ".length() + 500);
    }
}
