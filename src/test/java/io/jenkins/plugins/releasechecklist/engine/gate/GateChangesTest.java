package io.jenkins.plugins.releasechecklist.engine.gate;

import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.OPENED;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Between two looks nothing changes unless the earlier one foretold it: whoever waits that long misses nothing. */
class GateChangesTest {
    private static final int GATES = 3000;
    private static final List<String> ROLES = List.of("qa", "devops", "pm");
    /** Their clocks change by hours and half hours, at midnight, and back over midnight (Newfoundland, as it did until 2011). */
    private static final List<ZoneId> ZONES = Stream.of(
                    "UTC",
                    "Europe/Berlin",
                    "America/New_York",
                    "America/Santiago",
                    "Australia/Lord_Howe",
                    "America/St_Johns")
            .map(ZoneId::of)
            .toList();

    @Test
    void everyChangeByTimeAloneIsForetold() {
        int changed = 0;
        for (int seed = 0; seed < GATES; seed++) {
            RandomGate gate = new RandomGate(new Random(seed));
            Instant earlier = gate.moment();
            Instant later = earlier.plus(gate.pause());
            GateStanding before = gate.judge(earlier);
            GateStanding after = gate.judge(later);
            if (!withoutTime(before).equals(withoutTime(after))) {
                changed++;
                assertThat(before.nextChange())
                        .as("gate %d from %s to %s", seed, earlier, later)
                        .hasValueSatisfying(
                                next -> assertThat(next).isAfter(earlier).isBeforeOrEqualTo(later));
            }
        }
        assertThat(changed).isGreaterThan(GATES / 10);
    }

    private static List<Object> withoutTime(GateStanding standing) {
        return List.of(standing.approvals(), standing.waitingFor(), standing.outcome());
    }

    /** A gate with a few of everything that time has to do with, within some weeks around a change of the clocks. */
    private record RandomGate(Random random, Instant start, GateRound round, GateContext context) {
        RandomGate(Random random) {
            this(random, random.nextBoolean() ? OPENED : Instant.parse("2010-10-25T00:00:00Z"));
        }

        private RandomGate(Random random, Instant start) {
            this(
                    random,
                    start,
                    new GateRound(policy(random, start), start, some(random, 3, () -> vote(random, start))),
                    new GateContext(
                            List.of(),
                            Set.of(one(random, List.of(ReleaseType.values()))),
                            some(random, 1, () -> new ConditionAnswer("ticket", true, "yes", near(random, start))),
                            Participants.NOBODY,
                            random.nextBoolean()));
        }

        private static GatePolicy policy(Random random, Instant start) {
            return GatePolicyBuilder.of(GatePolicy.NONE)
                    .approvals(some(random, 2, () -> new Approval(List.of(one(random, ROLES)), 1)))
                    .schedule(new Schedule(
                            some(random, 2, () -> window(random)), some(random, 2, () -> freeze(random, start))))
                    .timeout(some(random, 1, () -> Duration.ofMinutes(1 + random.nextInt(60_000))).stream()
                            .findFirst())
                    .approvalLifetime(some(random, 1, () -> Duration.ofMinutes(1 + random.nextInt(20_000))).stream()
                            .findFirst())
                    .conditions(some(random, 1, () -> "ticket"))
                    .build();
        }

        private static Window window(Random random) {
            Set<DayOfWeek> days = EnumSet.of(one(random, List.of(DayOfWeek.values())));
            days.addAll(some(random, 7, () -> one(random, List.of(DayOfWeek.values()))));
            LocalTime from = LocalTime.of(random.nextInt(24), random.nextInt(4) * 15);
            return new Window(days, from, from.plusMinutes(15 * (1 + random.nextInt(95))), one(random, ZONES));
        }

        private static Freeze freeze(Random random, Instant start) {
            ZoneId zone = one(random, ZONES);
            LocalDateTime from = near(random, start)
                    .atZone(zone)
                    .toLocalDateTime()
                    .withSecond(0)
                    .withNano(0);
            return new Freeze(
                    from,
                    from.plusMinutes(1 + random.nextInt(20_000)),
                    zone,
                    "freeze",
                    Stream.of(ReleaseType.values())
                            .filter(type -> random.nextBoolean())
                            .map(type -> new Freeze.Exemption(
                                    type,
                                    random.nextInt(3),
                                    some(random, 1, () -> one(random, ROLES)).stream()
                                            .findFirst()))
                            .toList());
        }

        private static Vote vote(Random random, Instant start) {
            return new Vote(
                    "user" + random.nextInt(3),
                    "Name",
                    List.of(one(random, ROLES)),
                    Optional.empty(),
                    random.nextInt(5) == 0 ? Choice.NO_GO : Choice.GO,
                    Optional.of("because"),
                    near(random, start),
                    false);
        }

        private static Instant near(Random random, Instant start) {
            return start.plusSeconds(random.nextInt(30 * 24 * 3600));
        }

        private static <T> T one(Random random, List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        private static <T> List<T> some(Random random, int most, Supplier<T> next) {
            return Stream.generate(next).limit(random.nextInt(most + 1)).toList();
        }

        Instant moment() {
            return near(random, start);
        }

        /** Mostly short, so that not every wait passes some bound. */
        Duration pause() {
            return Duration.ofSeconds(1 + random.nextInt(one(random, List.of(600, 7200, 400_000))));
        }

        GateStanding judge(Instant now) {
            return round.judge(context, approval -> OptionalInt.of(3), now);
        }
    }
}
