package io.jenkins.plugins.releasechecklist.engine.gate.exclusive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn.Occupant;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who enters environments that take one release at a time, and in which order. */
class EnvironmentQueueTest {
    private static final Instant START = Instant.parse("2026-05-04T10:00:00Z");
    private static final String PRODUCTION = "production";

    /** A build of the world, which outlives what the queue knows of it. */
    private static final class Job implements EnvironmentQueue.Build {
        private final String name;
        private Set<String> open = Set.of();
        private boolean over;

        Job(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String url() {
            return "job/" + name + "/";
        }

        @Override
        public boolean isOver() {
            return over;
        }

        @Override
        public Set<String> exclusive(EnvironmentVisit visit) {
            return open.contains(visit.place()) ? Set.of() : Set.of(visit.place());
        }
    }

    private EnvironmentQueue queue;
    private Job first;
    private Job second;
    private Job third;

    @BeforeEach
    void begin() {
        queue = new EnvironmentQueue();
        queue.begin();
        first = new Job("first #1");
        second = new Job("second #1");
        third = new Job("third #1");
    }

    private static EnvironmentVisit inside(String environment, int minute) {
        return new EnvironmentVisit(environment, Optional.of(environment), true, at(minute));
    }

    private static EnvironmentVisit queued(String environment, int minute) {
        return new EnvironmentVisit(environment, Optional.of(environment), false, at(minute));
    }

    private static EnvironmentVisit asking(String environment) {
        return new EnvironmentVisit(environment, Optional.of(environment), false, Instant.MAX);
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private EnvironmentTurn turn(Job job, EnvironmentVisit visit) {
        return queue.turn(job, visit);
    }

    private Optional<EnvironmentVisit> enter(Job job, EnvironmentVisit visit) {
        return queue.enter(job, visit, false, at(60));
    }

    private static List<String> names(List<Occupant> builds) {
        return builds.stream().map(Occupant::build).toList();
    }

    @Test
    void theFirstEntersAndOthersWaitForItInTheOrderInWhichTheyCame() {
        queue.note(first, List.of(inside(PRODUCTION, 1)));
        queue.note(third, List.of(queued(PRODUCTION, 3)));
        queue.note(second, List.of(queued(PRODUCTION, 2)));

        EnvironmentTurn turn = turn(third, queued(PRODUCTION, 3));
        assertThat(turn.isFree()).isFalse();
        assertThat(turn.holders()).containsExactly(new Occupant("first #1", "job/first #1/", PRODUCTION, at(1)));
        assertThat(names(turn.ahead())).containsExactly("second #1");
        assertThat(turn.behind()).isEmpty();
        assertThat(turn.text())
                .isEqualTo("production to be free, which first #1 has held since 2026-05-04T10:01:00Z;"
                        + " before this one: second #1");
        assertThat(names(turn(second, queued(PRODUCTION, 2)).behind())).containsExactly("third #1");
        assertThat(enter(third, queued(PRODUCTION, 3))).isEmpty();
        assertThat(queue.next()).isEmpty();

        queue.note(first, List.of());
        assertThat(queue.next()).containsExactly(second);
        assertThat(enter(third, queued(PRODUCTION, 3))).isEmpty();
        assertThat(enter(second, queued(PRODUCTION, 2))).isPresent();
    }

    @Test
    void whoeverHoldsItSeesWhoComesNext() {
        queue.note(first, List.of(inside(PRODUCTION, 1)));
        queue.note(second, List.of(queued(PRODUCTION, 2)));
        EnvironmentTurn turn = turn(first, inside(PRODUCTION, 1));
        assertThat(turn.isFree()).isTrue();
        assertThat(names(turn.behind())).containsExactly("second #1");
    }

    @Test
    void aGoThatIsBeingWrittenKeepsThePlace() {
        EnvironmentVisit place = enter(first, asking(PRODUCTION)).orElseThrow();
        assertThat(enter(second, asking(PRODUCTION))).isEmpty();

        queue.note(first, List.of(queued(PRODUCTION, 1)));
        assertThat(enter(second, asking(PRODUCTION))).isEmpty();

        queue.note(first, List.of(inside(PRODUCTION, 1)));
        queue.written(place);
        assertThat(enter(second, asking(PRODUCTION))).isEmpty();
    }

    @Test
    void aGoThatCouldNotBeWrittenKeepsNothing() {
        EnvironmentVisit place = enter(first, asking(PRODUCTION)).orElseThrow();
        queue.note(first, List.of());
        queue.written(place);
        assertThat(enter(second, asking(PRODUCTION))).isPresent();
    }

    @Test
    void nobodyEntersBeforeItIsKnownWhoIsThere() {
        EnvironmentQueue started = new EnvironmentQueue();
        assertThat(started.enter(first, asking(PRODUCTION), true, at(1))).isEmpty();
        assertThat(started.turn(first, asking(PRODUCTION)).text()).contains("Jenkins has just started");
        assertThat(started.turn(first, inside(PRODUCTION, 1)).isFree()).isTrue();
        started.note(second, List.of(queued(PRODUCTION, 2)));
        assertThat(started.next()).isEmpty();
        started.begin();
        assertThat(started.next()).containsExactly(second);
    }

    @Test
    void whoeverLacksSomethingElseByNowKeepsItsPlaceAndHoldsUpNobody() {
        queue.note(first, List.of(queued(PRODUCTION, 1)));
        queue.note(second, List.of(queued(PRODUCTION, 2)));
        queue.setReady(first, PRODUCTION, false);
        queue.note(first, List.of(queued(PRODUCTION, 1)));
        assertThat(queue.next()).containsExactly(first, second);
        assertThat(turn(second, queued(PRODUCTION, 2)).isFree()).isTrue();

        queue.setReady(first, PRODUCTION, true);
        assertThat(queue.next()).containsExactly(first);
        assertThat(names(turn(second, queued(PRODUCTION, 2)).ahead())).containsExactly("first #1");
    }

    @Test
    void forceGoesPastThoseWhoWaitAndNotIntoWhatSomebodyHolds() {
        queue.note(second, List.of(queued(PRODUCTION, 2)));
        queue.note(first, List.of(inside(PRODUCTION, 1)));
        assertThat(queue.enter(third, asking(PRODUCTION), true, at(3))).isEmpty();
        queue.note(first, List.of());
        assertThat(queue.enter(third, asking(PRODUCTION), true, at(3))).isPresent();
    }

    @Test
    void whatNoRuleKeepsForOneIsForAll() {
        second.open = Set.of(PRODUCTION);
        queue.note(first, List.of(inside(PRODUCTION, 1)));
        assertThat(enter(second, asking(PRODUCTION))).isPresent();
        assertThat(enter(third, asking("staging"))).isPresent();
    }

    /** As when the rule came while both were there. */
    @Test
    void ofSeveralWhoAreThereTheFirstIsWhoeverCameFirst() {
        queue.note(first, List.of(inside(PRODUCTION, 1)));
        queue.note(second, List.of(inside(PRODUCTION, 2)));
        assertThat(turn(first, inside(PRODUCTION, 1)).isFree()).isTrue();
        assertThat(names(turn(second, inside(PRODUCTION, 2)).holders())).containsExactly("first #1");
        assertThat(names(turn(third, asking(PRODUCTION)).holders())).containsExactly("first #1", "second #1");
    }

    @Test
    void aBuildIsNotInItsOwnWay() {
        queue.note(first, List.of(inside(PRODUCTION, 1), queued(PRODUCTION, 5)));
        assertThat(turn(first, queued(PRODUCTION, 5)).isFree()).isTrue();
    }

    @Test
    void whoeverIsOverOrGoneIsNobody() {
        queue.note(first, List.of(inside(PRODUCTION, 1)));
        queue.note(second, List.of(queued(PRODUCTION, 2)));
        first.over = true;
        assertThat(queue.next()).containsExactly(second);
        queue.forget(build -> build.equals(second));
        assertThat(queue.next()).isEmpty();
        assertThat(enter(third, asking(PRODUCTION))).isPresent();
    }

    @Test
    void twoThatWaitForEachOtherAreTold() {
        queue.note(first, List.of(inside("staging", 1)));
        queue.note(second, List.of(inside(PRODUCTION, 2), queued("staging", 3)));
        assertThat(turn(second, queued("staging", 3)).deadlock()).isEmpty();
        assertThat(turn(first, asking(PRODUCTION)).deadlock().map(Phrase::text))
                .contains("first #1 waits for production, which second #1 holds;"
                        + " second #1 waits for staging, which first #1 holds");

        queue.setReady(second, "staging", false);
        assertThat(turn(first, asking(PRODUCTION)).deadlock()).isEmpty();
    }

    @Test
    void threeThatWaitForEachOtherAreToldAndNotThoseBehindThem() {
        queue.note(first, List.of(inside("staging", 1), queued(PRODUCTION, 4)));
        queue.note(second, List.of(inside(PRODUCTION, 2), queued("canary", 5)));
        queue.note(third, List.of(inside("canary", 3)));
        Job behind = new Job("behind #1");
        assertThat(turn(behind, asking("canary")).deadlock()).isEmpty();
        assertThat(turn(third, asking("staging")).deadlock().map(Phrase::text))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("third #1 waits for staging", "first #1 waits", "second #1 waits for canary"));
    }

    /** What a release of the world does next. */
    enum Move {
        ARRIVE,
        LOSE_A_VOTE,
        GET_IT_BACK,
        LOOK,
        LEAVE,
        ABORT
    }

    /** Releases come, look, lose and get votes, leave and are aborted in any order; whoever is told that it is its turn looks. */
    @Property(tries = 2000)
    void neverTwoInsideNobodyForgottenAndInOrder(
            @ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> jobs, @ForAll @Size(max = 60) List<Move> moves) {
        World world = new World();
        for (int i = 0; i < Math.min(jobs.size(), moves.size()); i++) {
            world.move("job " + jobs.get(i), moves.get(i));
        }
        world.end();
        Statistics.label("entered").collect(Math.min(world.entered.size(), 5));
        assertThat(world.queue.next()).isEmpty();
        assertThat(world.waiting).isEmpty();
    }

    private static final class World {
        private final EnvironmentQueue queue = new EnvironmentQueue();
        private final Map<String, Job> jobs = new LinkedHashMap<>();
        /** Since when who waits, in the order of their coming. */
        private final Map<Job, EnvironmentVisit> waiting = new LinkedHashMap<>();

        private final Set<Job> lacking = new HashSet<>();
        private final List<Job> entered = new ArrayList<>();
        private Job inside;
        private int minute;

        World() {
            queue.begin();
        }

        void move(String name, Move move) {
            minute++;
            Job job = jobs.computeIfAbsent(name, Job::new);
            switch (move) {
                case ARRIVE -> arrive(job);
                case LOSE_A_VOTE -> {
                    if (waiting.containsKey(job)) {
                        lacking.add(job);
                        queue.setReady(job, PRODUCTION, false);
                    }
                }
                case GET_IT_BACK -> {
                    if (waiting.containsKey(job) && lacking.remove(job)) {
                        queue.setReady(job, PRODUCTION, true);
                    }
                }
                case LOOK -> look(job);
                case LEAVE -> leave(job);
                case ABORT -> {
                    leave(job);
                    waiting.remove(job);
                    lacking.remove(job);
                    queue.note(job, List.of());
                    wake();
                }
            }
            wake();
        }

        private void arrive(Job job) {
            if (job == inside || waiting.containsKey(job)) {
                return;
            }
            if (!look(job, asking(PRODUCTION))) {
                EnvironmentVisit visit = queued(PRODUCTION, minute);
                waiting.put(job, visit);
                queue.note(job, List.of(visit));
            }
        }

        private void look(Job job) {
            if (waiting.containsKey(job) && !lacking.contains(job)) {
                look(job, waiting.get(job));
            }
        }

        private boolean look(Job job, EnvironmentVisit visit) {
            Optional<EnvironmentVisit> place = queue.enter(job, visit, false, at(minute));
            List<Job> before = waiting.keySet().stream()
                    .filter(other -> !lacking.contains(other))
                    .toList();
            if (place.isEmpty()) {
                assertThat(inside != null || !before.isEmpty() && before.get(0) != job)
                        .as("%s is kept waiting by nobody", job.name())
                        .isTrue();
                return false;
            }
            assertThat(inside).as("inside when %s enters", job.name()).isNull();
            assertThat(before.isEmpty() || before.get(0) == job)
                    .as("%s passes %s", job.name(), before)
                    .isTrue();
            inside = job;
            entered.add(job);
            waiting.remove(job);
            queue.note(job, List.of(inside(PRODUCTION, minute)));
            queue.written(place.get());
            return true;
        }

        private void leave(Job job) {
            if (job == inside) {
                inside = null;
                queue.note(job, List.of());
                wake();
            }
        }

        /** Gates look when they are told to, and at no other time. */
        private void wake() {
            queue.next().forEach(build -> look((Job) build));
        }

        /** Everybody gets the votes back, and leaves after a while. */
        void end() {
            List.copyOf(lacking).forEach(job -> move(job.name(), Move.GET_IT_BACK));
            while (inside != null) {
                move(inside.name(), Move.LEAVE);
            }
        }
    }
}
