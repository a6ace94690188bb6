package io.jenkins.plugins.releasechecklist.engine.gate;

import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.approvals;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.go;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.goAs;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.lacks;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.noGo;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.outcome;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.policy;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.standing;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.unattributed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void oneHolderOfTheRoleIsEnoughForOne() {
        assertThat(outcome(policy("qa"), go("ann", "qa"))).contains(GateStatus.GO);
    }

    @Test
    void aVoteOfAnotherRoleDoesNotCount() {
        GateStanding standing = standing(policy("qa"), go("ann", "devops"));
        assertThat(standing.outcome()).isEmpty();
        assertThat(lacks(standing)).containsExactly("Go by qa");
    }

    @Test
    void countsDifferentPeopleOfARole() {
        assertThat(lacks(standing(policy("qa x3"), go("ann", "qa")))).containsExactly("Go by 2 of qa");
        assertThat(lacks(standing(policy("qa x3"), go("ann", "qa"), go("ben", "qa"))))
                .containsExactly("Go by qa");
        assertThat(outcome(policy("qa x3"), go("ann", "qa"), go("ben", "qa"), go("cid", "qa")))
                .contains(GateStatus.GO);
    }

    @Test
    void aPersonCountsOnceHoweverOftenSheVotes() {
        assertThat(lacks(standing(policy("qa x2"), go("ann", "qa"), go("ann", "qa"), go("ann", "qa"))))
                .containsExactly("Go by qa");
    }

    @Test
    void theLatestVoteOfAPersonCounts() {
        assertThat(outcome(policy("qa"), noGo("ann", "qa"), go("ann", "qa"))).contains(GateStatus.GO);
        assertThat(outcome(policy("qa"), go("ann", "qa"), noGo("ann", "qa"))).contains(GateStatus.NO_GO);
    }

    @Test
    void holdersOfAnyOfTheRolesCount() {
        GatePolicy policy = policy("product-manager/project-manager x2");
        assertThat(lacks(standing(policy, go("ann", "project-manager"))))
                .containsExactly("Go by product-manager or project-manager");
        assertThat(outcome(policy, go("ann", "project-manager"), go("ben", "product-manager")))
                .contains(GateStatus.GO);
    }

    @Test
    void everyApprovalHasToBeReached() {
        GatePolicy policy = policy("product-manager/project-manager", "qa", "devops");
        assertThat(lacks(standing(policy, go("ann", "qa"), go("ben", "product-manager"))))
                .containsExactly("Go by devops");
        assertThat(outcome(policy, go("ann", "qa"), go("ben", "product-manager"), go("cid", "devops")))
                .contains(GateStatus.GO);
    }

    @Test
    void aPersonWithTwoRolesCountsForOneAtATime() {
        GateStanding standing = standing(policy("product-manager", "qa"), go("ann", "product-manager", "qa"));
        assertThat(standing.outcome()).isEmpty();
        assertThat(lacks(standing)).hasSize(1);
    }

    @Test
    void aPersonWithTwoRolesFillsTheOneThatNobodyElseCan() {
        GatePolicy policy = policy("product-manager", "qa");
        assertThat(outcome(policy, go("ann", "product-manager", "qa"), go("ben", "product-manager")))
                .contains(GateStatus.GO);
        assertThat(outcome(policy, go("ann", "product-manager", "qa"), go("ben", "qa")))
                .contains(GateStatus.GO);
        assertThat(outcome(policy, go("ben", "qa"), go("ann", "product-manager", "qa")))
                .contains(GateStatus.GO);
    }

    @Test
    void makesRoomAlongAWholeChainOfPeople() {
        GatePolicy policy = policy("a", "b", "c", "d");
        assertThat(outcome(policy, go("one", "a", "b"), go("two", "b", "c"), go("three", "c", "d"), go("four", "a")))
                .contains(GateStatus.GO);
    }

    @Test
    void aChosenRoleIsTheOnlyOneThatTheVoteCountsFor() {
        GatePolicy policy = policy("product-manager", "qa");
        assertThat(lacks(standing(policy, goAs("ann", "qa", "product-manager"), go("ben", "qa"))))
                .containsExactly("Go by product-manager");
        assertThat(outcome(policy, goAs("ann", "product-manager", "qa"), go("ben", "qa")))
                .contains(GateStatus.GO);
    }

    @Test
    void theRoleCanBeChosenAnewWithTheNextVote() {
        GatePolicy policy = policy("product-manager", "qa");
        assertThat(outcome(
                        policy,
                        goAs("ann", "qa", "product-manager"),
                        go("ben", "qa"),
                        goAs("ann", "product-manager", "qa")))
                .contains(GateStatus.GO);
    }

    @Test
    void oneUnattributedGoCountsForEveryRole() {
        GateStanding standing = standing(policy("product-manager x2", "qa x3"), unattributed(Choice.GO));
        assertThat(standing.outcome().map(GateStanding.Outcome::status)).contains(GateStatus.GO);
        assertThat(standing.approvals())
                .allSatisfy(approval -> assertThat(approval.given()).hasSize(1));
    }

    @Test
    void showsWhoCountsForWhat() {
        GateStanding standing = standing(
                policy("product-manager", "qa x2"), go("ann", "product-manager", "qa"), go("ben", "product-manager"));
        assertThat(standing.approvals())
                .extracting(ApprovalStanding::approval)
                .isEqualTo(approvals("product-manager", "qa x2"));
        assertThat(standing.approvals().get(0).given()).extracting(Vote::voter).containsExactly("ben");
        assertThat(standing.approvals().get(1).given()).extracting(Vote::voter).containsExactly("ann");
        assertThat(standing.approvals()).extracting(ApprovalStanding::missing).containsExactly(0, 1);
    }

    @Test
    void morePeopleThanAskedForDoNoHarm() {
        GateStanding standing = standing(policy("qa"), go("ann", "qa"), go("ben", "qa"), go("cid", "qa"));
        assertThat(standing.waitingFor()).isEmpty();
        assertThat(standing.approvals().get(0).given()).hasSize(1);
    }

    @Test
    void findsTheBestAssignmentWhateverTheOrderOfTheVotes() {
        List<Approval> approvals = approvals("a x2", "b x2", "a/c x2", "d");
        List<Vote> votes = new ArrayList<>(List.of(
                go("1", "a", "b", "c", "d"),
                go("2", "a", "b"),
                go("3", "a"),
                go("4", "b", "c"),
                go("5", "b"),
                go("6", "c"),
                go("7", "a", "c")));
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            Collections.shuffle(votes, random);
            assertThat(new Tally(approvals, votes, Gates.OPENED).standings(List.of()))
                    .as("votes %s", votes)
                    .allSatisfy(standing -> assertThat(standing.missing()).isZero());
        }
    }

    @Test
    void reachesAsMuchAsTryingEveryAssignmentDoes() {
        Random random = new Random(11);
        String[] roles = {"a", "b", "c"};
        for (int i = 0; i < 300; i++) {
            List<Approval> approvals = approvals(
                    random.nextBoolean() ? "a x2" : "a",
                    random.nextBoolean() ? "b" : "a/b",
                    random.nextBoolean() ? "c x2" : "b/c");
            List<Vote> votes = new ArrayList<>();
            for (int voter = 0; voter < 1 + random.nextInt(5); voter++) {
                votes.add(go("v" + voter, roles[random.nextInt(3)], roles[random.nextInt(3)]));
            }
            int given = new Tally(approvals, votes, Gates.OPENED)
                    .standings(List.of()).stream()
                            .mapToInt(standing -> standing.given().size())
                            .sum();
            assertThat(given)
                    .as("%s of %s", votes, approvals)
                    .isEqualTo(best(approvals, votes, 0, new int[approvals.size()]));
        }
    }

    /** The most people that can be placed, by trying every place for every one. */
    private static int best(List<Approval> approvals, List<Vote> votes, int index, int[] used) {
        if (index == votes.size()) {
            return 0;
        }
        int best = best(approvals, votes, index + 1, used);
        for (int i = 0; i < approvals.size(); i++) {
            if (votes.get(index).countsFor(approvals.get(i))
                    && used[i] < approvals.get(i).count()) {
                used[i]++;
                best = Math.max(best, 1 + best(approvals, votes, index + 1, used));
                used[i]--;
            }
        }
        return best;
    }
}
