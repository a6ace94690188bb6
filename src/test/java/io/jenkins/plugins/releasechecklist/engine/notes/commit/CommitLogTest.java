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
                "deps-dev!: drop node 16 ¦ BREAKING drop node 16",
                "i18n2(de)!: rename keys ¦ BREAKING de: rename keys",
                "revert!: the old form ¦ BREAKING revert: the old form",
                "BREAKING CHANGE: v1 is gone ¦ BREAKING v1 is gone",
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
    void readsAFooterUpToTheNextOne() {
        assertThat(
                        log(
                                "feat: form\n\nBREAKING CHANGE: v1 is gone\n\nUse v2.\nIt is there.\n\nMore\n\nRefs: #12\n\nNot this"))
                .containsExactly("BREAKING form – v1 is gone; Use v2. It is there. More");
        assertThat(log("feat: form\n\nBREAKING CHANGE: v1 is gone\nCloses #12\nBREAKING CHANGE: so is v2"))
                .containsExactly("BREAKING form – v1 is gone; so is v2");
        assertThat(log("feat: form\n\nBREAKING CHANGES:\n\n- v1 is gone\n- so is\n  v2\n\n---------\n\nNot this"))
                .containsExactly("BREAKING form – v1 is gone; so is v2");
        assertThat(log("feat: form\n\nText\n\n  BREAKING CHANGE: v1 is gone"))
                .containsExactly("BREAKING form – v1 is gone");
        assertThat(log("feat: form\n\n* BREAKING CHANGE: v1 is gone\n* **BREAKING CHANGE:** so is v2"))
                .containsExactly("BREAKING form – v1 is gone; so is v2");
        assertThat(log("fix: form\n\nbreaking change: no, in small letters")).containsExactly("FIX form");
    }

    @Test
    void readsTheCommitsOfASquashedRequest() {
        assertThat(log("Payments (#12)\n\n* feat!: new payment API\n\n* fix: typo"))
                .containsExactly("BREAKING Payments (#12) – new payment API");
        assertThat(log("feat: payments (#12)\n\n* feat(api): form\n\n* fix(api)!: totals\n\nCo-authored-by: Bob <b@x>"))
                .containsExactly("BREAKING payments (#12) – api: totals (Bob)");
        assertThat(log("Payments\n\n- wip\n\n- feat: form\n\n  BREAKING CHANGE: v1 is gone\n\n- feat: button"))
                .containsExactly("BREAKING Payments – form – v1 is gone");
        assertThat(log("Payments (#12)\n\n* feat: form\n\n* feat: button\n\n* fix: typo"))
                .containsExactly("FEATURE Payments (#12) – form; button");
        assertThat(log("docs: payments (#12)\n\n* feat: form")).containsExactly("OTHER docs: payments (#12)");
        assertThat(
                        log(
                                "Payments (#12)\n\n* feat!: drop v1\n\n* fix: totals\n\n* Revert \"feat!: drop v1\"\n\nThis reverts commit 22222222."))
                .containsExactly("FIX Payments (#12) – totals");
        assertThat(log("fix: totals (#12)\n\n* fix: totals\n* note: no breaking change"))
                .containsExactly("FIX totals (#12)");
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
    void tellsARequestThatWasSquashedWithTheWordsOfAMerge() {
        assertThat(log("Merge pull request #12 from ada/form\n\nfeat: new form", "form: button", "form: field"))
                .containsExactly("FEATURE new form (#12)", "OTHER form: button", "OTHER form: field");
        assertThat(log("Merge pull request #12 from ada/form\n\nfeat: new form", "form: button", "feat: new form"))
                .containsExactly("OTHER form: button", "FEATURE new form");
        assertThat(log("Merge branch 'main' into form", "fix: totals")).containsExactly("FIX totals");
    }

    @Test
    void tellsAMergeWithoutItsCommitsByTheTitleOfItsRequest() {
        assertThat(log(
                        "Merge pull request #12 from ada/form\n\nfeat: new form",
                        "Merge branch 'totals' into 'main'\n\nfix: totals\n\nSee merge request acme/shop!34",
                        "Merged in cache (pull request #5)\n\nperf: cache\n\nApproved-by: Bob"))
                .containsExactly("FEATURE new form (#12)", "FIX totals (!34)", "PERFORMANCE cache (#5)");
        assertThat(log("Merge pull request #12 from ada/form"))
                .containsExactly("OTHER Merge pull request #12 from ada/form");
        assertThat(log("Merge the two forms", "fix: it")).containsExactly("OTHER Merge the two forms", "FIX it");
    }

    @Test
    void tellsTheFixOfASecurityAdvisory() {
        assertThat(log("Merge commit from fork\n\nfix: session keys", "fix: totals"))
                .containsExactly("FIX session keys", "FIX totals");
        assertThat(log("Merge commit from fork\n\n* Limit the chain\n\n* feat!: drop v1\n\nCo-authored-by: Bob <b@x>"))
                .containsExactly("BREAKING Limit the chain – drop v1 (Bob)");
        assertThat(log("Merge commit from fork\n\nCo-authored-by: Bob <b@x>"))
                .containsExactly("OTHER Merge commit from fork (Bob)");
        assertThat(log("Merge commit from fork", "fix: totals"))
                .containsExactly("OTHER Merge commit from fork", "FIX totals");
        assertThat(log("Merge commit from fork\n\nfix: totals", "fix: totals")).containsExactly("FIX totals");
    }

    @Test
    void readsAMergeWithoutItsBranch() {
        assertThat(log("Merge pull request #12\n\nfeat: new form")).containsExactly("FEATURE new form (#12)");
        assertThat(log("Merge pull request #12\n\nfeat: new form", "feat: new form"))
                .containsExactly("FEATURE new form");
    }

    @Test
    void leavesOutAMergeOfGitThatSaysNothing() {
        assertThat(log("Merge branch 'totals'")).isEmpty();
        assertThat(log(
                        "Merge branch 'main' of git.example.com:acme/shop into feature",
                        "Merge remote-tracking branch 'origin/main'",
                        "Merge tag 'v2.3.9' into main",
                        "Merge commit '1234567' into main",
                        "Merge branches 'a' and 'b'",
                        "Merge 1234567890abcdef into 234567890abcdef1",
                        "fix: totals"))
                .containsExactly("FIX totals");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "Merged PR 4711: feat: new form ¦ FEATURE new form (#4711)",
                "Merge pull request 'feat: new form' (#12) from ada/form into main ¦ FEATURE new form (#12)",
                "Pull request #12: feat: new form ¦ FEATURE new form (#12)",
                "'Merge \"feat: new form\"' ¦ FEATURE new form",
            })
    void readsTheMergesOfOtherSites(String message, String expected) {
        assertThat(log(message, "Merge branch 'main' into form")).containsExactly(expected);
        assertThat(log(message, "Merge branch 'main' into form", "fix: totals", "feat: new form"))
                .containsExactly("FIX totals", "FEATURE new form");
    }

    @Test
    void tellsASquashedRequestOfAzureAfterAnotherCommit() {
        assertThat(log(
                        "Merged PR 4712: feat: new form\n\nBREAKING CHANGE: v1 is gone",
                        "chore: version 2.4.1",
                        "Merged PR 4711: fix: totals"))
                .containsExactly(
                        "BREAKING new form (#4712) – v1 is gone", "OTHER chore: version 2.4.1", "FIX totals (#4711)");
    }

    @Test
    void tellsAMergedTitleOnceWhereRequestsOverlap() {
        assertThat(log(
                        "Merge pull request #13 from bob/b\n\nfeat: b",
                        "Merge pull request #12 from ada/a\n\nfeat: a",
                        "feat: a",
                        "feat: b"))
                .containsExactly("FEATURE a", "FEATURE b");
    }

    @Test
    void tellsACommitOnceThatIsMergedUnderItsTitle() {
        assertThat(log("Rotate keys (#12)", "Lock files (#11)", "Rotate keys", "Lock files (#10)", "Fix"))
                .containsExactly(
                        "OTHER Rotate keys (#12)", "OTHER Lock files (#11)", "OTHER Lock files (#10)", "OTHER Fix");
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
