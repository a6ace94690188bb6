package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** Approvers who want an item to be done again before the gate opens. */
class RequestedChangesTest {
    private static final String GATE = "production";
    private static final String NOTES = "release-notes";
    private static final String HANDOFF = "support-handoff";
    private static final String TESTS = "staging-smoke-tests";
    private static final GatePolicy QA = GatePolicy.NONE.withApprovals(List.of(new Approval(List.of("qa"), 1)));

    /** A gate that lacks nothing but the Go of somebody of QA. */
    private static Story waiting() {
        return Story.begin()
                .signs("pia", ItemAction.COMPLETE, NOTES, "product-manager")
                .passed("staging", "smokeTest", "staging")
                .opensGate(GATE, 1, GATE, QA);
    }

    private static GateStanding standing(Story story) {
        Release release = story.release();
        GateState gate = release.gate(GATE).orElseThrow();
        return release.standing(gate, approval -> OptionalInt.empty(), true, story.now());
    }

    private static List<String> lacks(Story story) {
        return standing(story).waitingFor().stream().map(UnmetCondition::text).toList();
    }

    @Test
    void theGateStaysClosedAndTheItemIsOpenAgain() {
        Story story = waiting().requests(GATE, 1, "ann", NOTES).votes(GATE, 1, "ben", Choice.GO, "qa");
        assertThat(lacks(story))
                .containsExactly("changes of item release-notes (Release notes drafted), requested by Name of ann: ann"
                        + " wants more");
        assertThat(standing(story).outcome()).isEmpty();
        ItemState item = story.item(NOTES);
        assertThat(item.status()).isEqualTo(ItemStatus.PENDING);
        assertThat(item.actor().orElseThrow().name()).isEqualTo("Name of ann");
        assertThat(item.note().map(Phrase::text)).contains("Changes requested: ann wants more");
    }

    @Test
    void theGateOpensWhenTheItemIsDoneAgain() {
        Story story = waiting()
                .requests(GATE, 1, "ann", NOTES)
                .votes(GATE, 1, "ben", Choice.GO, "qa")
                .signs("pia", ItemAction.COMPLETE, NOTES, "product-manager");
        assertThat(standing(story).isGo()).isTrue();
    }

    @Test
    void anotherWordOfTheRequesterTakesTheRequestBackAndTheItemIsAsBefore() {
        for (Choice choice : List.of(Choice.GO, Choice.WITHDRAW)) {
            Story story = waiting().requests(GATE, 1, "ann", NOTES).votes(GATE, 1, "ann", choice, "qa");
            assertThat(story.item(NOTES)).isEqualTo(waiting().item(NOTES));
            assertThat(standing(story).isGo()).isEqualTo(choice == Choice.GO);
        }
    }

    @Test
    void nobodyElseTakesItBack() {
        Story story = waiting()
                .requests(GATE, 1, "ann", NOTES)
                .votes(GATE, 1, "ben", Choice.WITHDRAW, "qa")
                .votes(GATE, 1, "ben", Choice.GO, "qa");
        assertThat(standing(story).isGo()).isFalse();
    }

    @Test
    void requestsOfSeveralAreTakenBackInAnyOrder() {
        Story first = waiting().requests(GATE, 1, "ann", NOTES).requests(GATE, 1, "ben", NOTES);
        assertThat(lacks(first)).hasSize(3);
        first.votes(GATE, 1, "ann", Choice.WITHDRAW, "qa");
        assertThat(first.item(NOTES).note().map(Phrase::text)).contains("Changes requested: ben wants more");
        first.votes(GATE, 1, "ben", Choice.WITHDRAW, "qa");
        assertThat(first.item(NOTES)).isEqualTo(waiting().item(NOTES));
        Story last = waiting()
                .requests(GATE, 1, "ann", NOTES)
                .requests(GATE, 1, "ben", NOTES)
                .votes(GATE, 1, "ben", Choice.WITHDRAW, "qa");
        assertThat(last.item(NOTES).note().map(Phrase::text)).contains("Changes requested: ann wants more");
    }

    @Test
    void whatWasSaidSinceStaysWhenTheRequestIsTakenBack() {
        Story story = waiting()
                .requests(GATE, 1, "ann", NOTES)
                .signs("pia", ItemAction.FAIL, NOTES, "product-manager")
                .votes(GATE, 1, "ann", Choice.WITHDRAW, "qa");
        assertThat(story.status(NOTES)).isEqualTo(ItemStatus.FAILED);
    }

    @Test
    void everyRoleSignsAgainWhereAllHaveTo() {
        Story story = waiting()
                .signs("dan", ItemAction.COMPLETE, HANDOFF, "devops")
                .signs("sue", ItemAction.COMPLETE, HANDOFF, "support")
                .requests(GATE, 1, "ann", HANDOFF)
                .votes(GATE, 1, "ben", Choice.GO, "qa")
                .signs("dan", ItemAction.COMPLETE, HANDOFF, "devops");
        assertThat(standing(story).isGo()).isFalse();
        story.signs("sue", ItemAction.COMPLETE, HANDOFF, "support");
        assertThat(standing(story).isGo()).isTrue();
    }

    @Test
    void aStepRunsAgainForAnItemOfThePipeline() {
        Story story = waiting().requests(GATE, 1, "ann", TESTS).votes(GATE, 1, "ben", Choice.GO, "qa");
        assertThat(story.status(TESTS)).isEqualTo(ItemStatus.PENDING);
        assertThat(standing(story.marks(TESTS, ItemStatus.PASSED)).isGo())
                .as("another step is not the right hand")
                .isFalse();
        assertThat(standing(story.passed("staging#2", "smokeTest", "staging")).isGo())
                .isTrue();
    }

    @Test
    void whatAnotherStepSaysDoesNotBringBackWhatWasReopened() {
        Story story = Story.begin()
                .passed("staging", "smokeTest", "staging")
                .signs("quin", ItemAction.REOPEN, TESTS, "qa")
                .marks(TESTS, ItemStatus.PASSED);
        Item item = story.item(TESTS).item();
        assertThat(story.release().judge().isFulfilled(item)).isFalse();
        story.passed("staging#2", "smokeTest", "staging");
        assertThat(story.release().judge().isFulfilled(item)).isTrue();
    }

    @Test
    void whatRanBeforeTheRequestIsNotDoneAgain() {
        Story story = waiting()
                .starts("staging#2", "smokeTest", "staging")
                .requests(GATE, 1, "ann", TESTS)
                .passes("staging#2")
                .votes(GATE, 1, "ben", Choice.GO, "qa");
        assertThat(standing(story).isGo()).isFalse();
    }

    @Test
    void theRoundStillTimesOutAndOthersMayEndIt() {
        Story story = waiting().requests(GATE, 1, "ann", NOTES).votes(GATE, 1, "ben", Choice.NO_GO, "qa");
        assertThat(standing(story).outcome().orElseThrow().status()).isEqualTo(GateStatus.NO_GO);
    }

    @Test
    void aRoundThatHasEndedTakesNoRequests() {
        Story story = waiting().settles(GATE, 1, GateStatus.GO).requests(GATE, 1, "ann", NOTES);
        assertThat(story.status(NOTES)).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void namesTheItemsThatCanBeDoneAgainWhileTheGateWaits() {
        Release release = waiting().release();
        assertThat(new RequestedChanges(release, release.gate(GATE).orElseThrow()).possible())
                .extracting(Item::id)
                .contains(NOTES, TESTS, HANDOFF, "backup", "rollback-plan")
                .doesNotContain(
                        "go-no-go", "deployment-window", "deploy-production", "post-deploy-verification", "root-cause");
    }

    /** What happens to one item while a gate waits, by whom. */
    enum Deed {
        ASK,
        WITHDRAW,
        SIGN,
        REOPEN
    }

    record Said(String who, Deed deed) {}

    @Property(tries = 1000)
    void noGateOpensWhileARequestStands(@ForAll("deeds") @Size(max = 12) List<Said> deeds) {
        Story story = waiting();
        boolean done = true;
        boolean before = true;
        String asking = "";
        for (Said said : deeds) {
            switch (said.deed()) {
                case ASK -> {
                    before = asking.isEmpty() ? done : before;
                    story.requests(GATE, 1, "ann", NOTES);
                    asking = "stands";
                    done = false;
                }
                case WITHDRAW -> {
                    story.votes(GATE, 1, "ann", Choice.WITHDRAW, "qa");
                    done = asking.equals("stands") ? before : done;
                    asking = "";
                }
                case SIGN, REOPEN -> {
                    boolean signed = said.deed() == Deed.SIGN;
                    story.signs(said.who(), signed ? ItemAction.COMPLETE : ItemAction.REOPEN, NOTES, "product-manager");
                    done = signed;
                    before = signed;
                    asking = asking.isEmpty() ? "" : "answered";
                }
                default -> throw new AssertionError(said);
            }
        }
        story.votes(GATE, 1, "ben", Choice.GO, "qa");
        Statistics.label("go").collect(standing(story).isGo());
        assertThat(story.item(NOTES).isDone()).isEqualTo(done);
        assertThat(standing(story).isGo()).isEqualTo(asking.isEmpty() || done);
    }

    @Provide
    Arbitrary<List<Said>> deeds() {
        return Combinators.combine(Arbitraries.of("pia", "pat"), Arbitraries.of(Deed.values()))
                .as(Said::new)
                .list()
                .ofMaxSize(12);
    }
}
