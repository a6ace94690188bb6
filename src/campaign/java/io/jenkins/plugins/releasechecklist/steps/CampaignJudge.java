package io.jenkins.plugins.releasechecklist.steps;

import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordHead;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.steps.CampaignVoters.Cast;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares what lies in the home of a Jenkins with what people and receivers know. */
final class CampaignJudge {
    static final List<String> CHANNELS = List.of("press", "support");
    private static final Pattern RESULT = Pattern.compile("(?m)^  <result>(\\w+)</result>");
    private static final Pattern HEAD = Pattern.compile("<recordHead>(.*)</recordHead>");

    final Set<String> faults = new TreeSet<>();
    private final Path builds;
    private final Path scratch;
    private final CampaignVoters voters;
    private final CountingReceiver receiver;
    /** How often deliveries had been taken when the record knew first that they had arrived. */
    private final Map<String, Integer> arrived = new HashMap<>();
    /** Builds that Jenkins does not know, as it died before it saved them. */
    private final Set<Integer> unsaved = new HashSet<>();

    /** Votes that were in the record although Jenkins died before it answered. */
    private int doubts;

    private int copies;

    CampaignJudge(Path builds, Path scratch, CampaignVoters voters, CountingReceiver receiver) {
        this.builds = builds;
        this.scratch = scratch;
        this.voters = voters;
        this.receiver = receiver;
    }

    private Set<Integer> numbers() throws IOException {
        Files.createDirectories(builds);
        try (Stream<Path> there = Files.list(builds)) {
            Set<Integer> numbers = new TreeSet<>();
            there.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .map(Integer::valueOf)
                    .filter(number -> !unsaved.contains(number))
                    .forEach(numbers::add);
            return numbers;
        }
    }

    private String xml(int build) {
        try {
            Path file = builds.resolve(build + "/build.xml");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Builds that are not over. */
    Set<Integer> open() throws IOException {
        Set<Integer> open = numbers();
        open.removeIf(build -> xml(build).contains("<completed>true</completed>"));
        return open;
    }

    /** A copy of the record, as Jenkins will find it: what this process knows of one must not be what it knew before. */
    private ReleaseRecord record(int build) throws IOException {
        Path copy = Files.createDirectory(scratch.resolve(Integer.toString(copies++)));
        Path file = builds.resolve(build + "/release-checklist/events.jsonl");
        if (Files.exists(file)) {
            Files.copy(file, copy.resolve("events.jsonl"));
        }
        ReleaseRecord record = new ReleaseRecord(() -> copy, Clock.systemUTC());
        Matcher head = HEAD.matcher(xml(build));
        if (head.find()) {
            record.expect(RecordHead.of(head.group(1)).orElseThrow());
        }
        return record;
    }

    Map<Integer, Release> releases() throws IOException {
        Map<Integer, Release> releases = new TreeMap<>();
        for (int build : numbers()) {
            releases.put(build, record(build).state());
        }
        return releases;
    }

    /** What the records say of the votes and the deliveries while Jenkins is down. */
    void look() throws IOException {
        for (int build : numbers()) {
            if (xml(build).isEmpty()) {
                unsaved.add(build);
                continue;
            }
            ReleaseRecord record = record(build);
            record.verify().ifPresent(damage -> faults.add("build " + build + ": " + damage.text()));
            Map<Cast, Integer> there = new HashMap<>();
            record.events(0).stream()
                    .map(Event::data)
                    .filter(ReleaseEvent.VoteCast.class::isInstance)
                    .map(ReleaseEvent.VoteCast.class::cast)
                    .forEach(it ->
                            there.merge(new Cast(build, it.gate(), it.vote().voter()), 1, Integer::sum));
            CampaignVoters.GATES.forEach((gate, people) -> people.forEach(voter -> {
                Cast cast = new Cast(build, gate, voter);
                count(cast, there.getOrDefault(cast, 0));
            }));
            record.state().deliveries().forEach(delivery -> count(build, delivery));
        }
    }

    private void count(Cast cast, int times) {
        if (voters.doubtful.remove(cast) && times > 0) {
            voters.acknowledged.add(cast);
            doubts++;
        }
        if (times > 1) {
            faults.add("doubled: " + cast);
        } else if (times != (voters.acknowledged.contains(cast) ? 1 : 0)) {
            faults.add((times == 0 ? "lost: " : "never cast: ") + cast);
        }
    }

    private void count(int build, DeliveryState delivery) {
        int taken = receiver.taken(delivery.delivery());
        String name = "build " + build + ", " + delivery.message().event().wireName() + " to " + delivery.channel();
        if (delivery.status() == DeliveryStatus.DELIVERED) {
            Integer known = arrived.putIfAbsent(delivery.delivery(), taken);
            if (taken == 0) {
                faults.add("called delivered, but not received: " + name);
            } else if (known != null && taken > known) {
                faults.add("sent again though it had arrived: " + name);
            }
        } else if (delivery.status() == DeliveryStatus.FAILED) {
            faults.add("given up: " + name);
        }
        if (taken > 1 && !delivery.inDoubt()) {
            faults.add("received twice without a doubt: " + name);
        }
    }

    /** Releases overtake each other, and a verification measures nothing while Jenkins is down: the record says so then. */
    private static boolean isToldBy(Release release, String result) {
        return result.equals("ABORTED")
                        && release.gates().stream().anyMatch(gate -> gate.status() == GateStatus.ABORTED)
                || result.equals("FAILURE")
                        && release.runs().stream()
                                .anyMatch(run -> run.outcome()
                                        .filter(Outcome.FAILED::equals)
                                        .isPresent());
    }

    /** How everything ended. */
    void judge(String kills) throws IOException {
        int right = 0;
        int before = 0;
        int otherwise = 0;
        Map<Integer, Release> releases = releases();
        for (Map.Entry<Integer, Release> one : releases.entrySet()) {
            int build = one.getKey();
            String expected = voters.vetoes(build).isEmpty() ? "SUCCESS" : "ABORTED";
            Matcher result = RESULT.matcher(xml(build));
            String found = result.find() ? result.group(1) : "nothing";
            if (found.equals(expected)) {
                right++;
                if (!one.getValue().ended().equals(Optional.of(expected))) {
                    faults.add("build " + build + ": the record ends with "
                            + one.getValue().ended());
                }
            } else if (one.getValue().gates().isEmpty()) {
                before++;
            } else if (isToldBy(one.getValue(), found)) {
                otherwise++;
            } else {
                faults.add("build " + build + ": expected " + expected + ", found " + found + ", as its log says: "
                        + end(build));
            }
            if (found.equals("SUCCESS")) {
                assertAnnounced(build, one.getValue());
            }
        }
        long sent = releases.values().stream()
                .mapToLong(it -> it.deliveries().size())
                .sum();
        tell(kills + ": " + voters.acknowledged.size() + " votes found, " + doubts + " of them never answered; " + right
                + " of " + releases.size()
                + " builds ended as voted, " + otherwise + " overtaken or measured too little, " + before
                + " died before their first gate; " + sent + " deliveries, "
                + arrived.size() + " arrived, "
                + receiver.taken.values().stream().filter(n -> n > 1).count()
                + " of them again after a doubt");
    }

    private String end(int build) throws IOException {
        String log = Files.readString(builds.resolve(build + "/log"));
        return log.substring(Math.max(0, log.length() - 2000));
    }

    private void assertAnnounced(int build, Release release) {
        List<String> told = release.deliveries().stream()
                .filter(it -> it.message().event() == MessageEvent.RELEASE_ANNOUNCED)
                .map(DeliveryState::channel)
                .sorted()
                .toList();
        if (!told.equals(CHANNELS)) {
            faults.add("build " + build + ": announced to " + told);
        }
    }

    void tell(String what) throws IOException {
        String line = what + "; " + faults.size() + " faults " + faults + ", strange answers " + voters.strange;
        System.out.println("CAMPAIGN " + line);
        Files.writeString(Path.of("target/campaign-kills.txt"), line + "\n");
    }
}
