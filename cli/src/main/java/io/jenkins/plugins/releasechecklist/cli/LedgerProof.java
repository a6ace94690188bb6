package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import io.jenkins.plugins.releasechecklist.engine.record.Ledger;
import io.jenkins.plugins.releasechecklist.engine.record.RecordVerification;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.LedgerOpened;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ReleaseNoted;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a ledger proves about records: that each is the one that was noted, and that none of a period is missing. */
final class LedgerProof {
    /** Clocks are set a little, and threads wait a little. */
    private static final Duration SLACK = Duration.ofMinutes(1);
    /** What is noted later than this was not lost in a crash that anybody would call one. */
    private static final Duration LATEST = Duration.ofHours(1);

    private final RecordCopy ledger;
    private final VerifyCommand.Period period;
    private final PrintWriter out;
    private final Style style;

    private final Map<String, List<Entry>> noted = new LinkedHashMap<>();
    /** The records that were given, and those in whose place others were given, by the hash of their first event. */
    private final Set<String> found = new HashSet<>();

    private final Instant began;
    private final Instant latest;
    private final LedgerStampProof stamps;
    private int problems;

    /**
     * Reads a ledger.
     *
     * @throws IOException if it is none
     */
    LedgerProof(Path path, RecordCopy ledger, VerifyCommand.Period period, PrintWriter out, Style style)
            throws IOException {
        this.ledger = ledger;
        this.period = period;
        this.out = out;
        this.style = style;
        stamps = new LedgerStampProof(ledger.record());
        List<Event> events = ledger.record().events(0);
        if (!events.isEmpty() && !(events.get(0).data() instanceof LedgerOpened)) {
            throw new IOException(path + ": expected a ledger, found the record of a release");
        }
        began = events.isEmpty() ? Instant.EPOCH : events.get(0).at();
        latest = events.isEmpty() ? began : events.get(events.size() - 1).at();
        for (Event event : events) {
            if (event.data() instanceof ReleaseNoted data) {
                noted.computeIfAbsent(data.record(), id -> new ArrayList<>())
                        .add(new Entry(event.seq(), event.at(), data));
            }
        }
    }

    /** Tells it, and returns the exit code. */
    int tell(List<Path> records, List<String> hashes, Optional<Path> stampDirectory) throws IOException {
        RecordVerification whole = ledger.record().examine();
        if (whole.damage().isPresent()) {
            Damage damage = whole.damage().get();
            out.println((damage.newer() ? style.open("LEDGER NOT UNDERSTOOD") : style.bad("LEDGER DAMAGED")) + ": "
                    + Style.printable(damage.text()));
            return damage.newer() ? ReleaseChecklistTool.NEWER : ReleaseChecklistTool.WRONG;
        }
        List<Entry> entries = noted.values().stream().flatMap(List::stream).toList();
        out.println("Ledger: " + count(entries.size(), "entry", "entries") + " about "
                + count(noted.size(), "release", "releases") + ", " + began + " to " + latest);
        out.println("The hash chain of the ledger is whole. Hash of the last entry: " + whole.head());
        checkTimes();
        stamps.check(this::problem);
        checkHashes(hashes);
        for (Path record : records) {
            try (RecordCopy copy = RecordCopy.of(record)) {
                check(record, copy);
            }
        }
        long expected = noted.values().stream().filter(this::isInPeriod).count();
        noted.forEach((id, all) -> {
            if (isInPeriod(all) && !found.contains(id)) {
                Entry last = all.get(all.size() - 1);
                problem(
                        "MISSING",
                        last.name() + ": the ledger noted it at " + last.at() + ", and its record was not given");
            }
        });
        stamps.tell(stampDirectory, out, style);
        if (problems > 0) {
            out.println(count(problems, "contradiction", "contradictions") + " to the ledger.");
            return ReleaseChecklistTool.WRONG;
        }
        out.println(style.good("Complete") + ": " + count(expected, "release", "releases") + " in the ledger" + period
                + ".");
        out.println(
                "Proven: every one of them is there, and each record is the one that was noted: no event up to the last one"
                        + " that the ledger names was changed, removed, inserted or moved.");
        tellNotProven(hashes);
        return whole.release().torn() ? ReleaseChecklistTool.TORN : ReleaseChecklistTool.FINE;
    }

    private void tellNotProven(List<String> hashes) {
        if (hashes.isEmpty()) {
            out.println(
                    "Not proven: that nobody wrote the ledger anew together with its records. Give a hash of it that was noted"
                            + " elsewhere at the time, with --noted.");
        }
        if (period.from().filter(from -> !from.isBefore(began)).isEmpty()) {
            out.println("Not proven: what was released before the ledger began, " + began + ".");
        }
    }

    /** Entries are made as things happen. Whoever wants to have released earlier has to go back in time. */
    private void checkTimes() throws IOException {
        Instant before = began;
        for (Event event : ledger.record().events(0)) {
            if (event.at().isBefore(before.minus(SLACK))) {
                problem(
                        "BACK-DATED",
                        "entry " + event.seq() + " of the ledger says " + event.at() + ", and the one before it "
                                + before);
            }
            before = event.at();
            if (event.data() instanceof ReleaseNoted data) {
                Entry entry = new Entry(event.seq(), event.at(), data);
                Duration delay = Duration.between(data.happened(), event.at());
                if (delay.compareTo(LATEST) > 0 || delay.compareTo(SLACK.negated()) < 0) {
                    problem(
                            "BACK-DATED",
                            entry.name() + ": the record says that event " + data.event() + " happened at "
                                    + data.happened() + ", and the ledger knows of it since " + event.at());
                } else if (data.late()) {
                    out.println("  " + entry.name() + ": event " + data.event() + " was noted "
                            + Durations.format(delay) + " late, as after a crash");
                }
            }
        }
    }

    /** The hashes that somebody noted elsewhere name the ledger as it was then. */
    private void checkHashes(List<String> hashes) throws IOException {
        Map<String, Long> known = new LinkedHashMap<>();
        for (Event event : ledger.record().events(0)) {
            known.put(ledger.record().hash(event.seq()).orElseThrow(), event.seq());
        }
        for (String hash : hashes) {
            if (known.containsKey(hash)) {
                out.println("Proven: the ledger is the one that was noted at its entry " + known.get(hash) + ".");
            } else {
                problem(
                        "ANOTHER LEDGER",
                        "no entry has the hash " + Style.printable(hash)
                                + ": the ledger was written anew or cut off, or the hash is that of another one");
            }
        }
    }

    private void check(Path path, RecordCopy copy) throws IOException {
        RecordVerification whole = copy.record().examine();
        String id = copy.record().hash(1).orElseThrow();
        found.add(id);
        Optional<BuildRef> build = whole.release().opened().map(opened -> opened.build());
        String name = build.map(it -> name(it, whole.release())).orElseGet(() -> Style.printable(path.toString()));
        if (!whole.isWhole()) {
            problem(
                    "DAMAGED",
                    name + ": " + Style.printable(whole.damage().orElseThrow().text()));
            return;
        }
        int before = problems;
        List<Entry> entries = noted.getOrDefault(id, List.of());
        if (entries.isEmpty() && isNotedOtherwise(build)) {
            problem("WRITTEN ANEW", name + ": the ledger noted another record of this build");
        } else {
            checkEntries(name, copy, entries);
            checkEvents(name, copy, entries);
        }
        if (problems == before) {
            long last = entries.isEmpty()
                    ? 0
                    : entries.get(entries.size() - 1).data().event();
            long more = whole.release().seq() - last;
            out.println("  " + name + ": "
                    + (last == 0
                            ? "nothing to be noted yet"
                            : "as noted up to event " + last
                                    + (more == 0 ? "" : "; " + count(more, "event", "events") + " came after it"))
                    + stamps.since(
                            entries.isEmpty()
                                    ? 0
                                    : entries.get(entries.size() - 1).seq()));
        }
    }

    private boolean isNotedOtherwise(Optional<BuildRef> build) {
        boolean any = false;
        for (List<Entry> entries : noted.values()) {
            BuildRef other = entries.get(0).data().build();
            if (build.filter(it -> it.job().equals(other.job()) && it.number() == other.number())
                    .isPresent()) {
                found.add(entries.get(0).data().record());
                any = true;
            }
        }
        return any;
    }

    /** What the ledger says of the record is so. */
    private void checkEntries(String name, RecordCopy copy, List<Entry> entries) throws IOException {
        for (Entry entry : entries) {
            Optional<String> hash = copy.record().hash(entry.data().event());
            String which = "event " + entry.data().event();
            if (hash.isEmpty()) {
                problem("CUT OFF", name + ": " + which + " is missing, which the ledger noted at " + entry.at());
            } else if (!hash.get().equals(entry.data().hash())) {
                problem("WRITTEN ANEW", name + ": " + which + " is not the one that the ledger noted at " + entry.at());
            }
        }
    }

    /** What has to be in the ledger is there. */
    private void checkEvents(String name, RecordCopy copy, List<Entry> entries) throws IOException {
        for (Event event : copy.record().events(0)) {
            if (!Ledger.isNoted(event.data())
                    || entries.stream().anyMatch(it -> it.data().event() == event.seq())) {
                continue;
            }
            String what = name + ": event " + event.seq() + " says that it happened at " + event.at();
            if (event.at().isBefore(began)) {
                problem("NOT COVERED", what + ", before the ledger began");
            } else if (!event.at().isAfter(latest)) {
                problem("NOT IN THE LEDGER", what + ", and the ledger knows nothing of it");
            } else {
                out.println("  " + name + ": event " + event.seq() + " is newer than this ledger");
            }
        }
    }

    private boolean isInPeriod(List<Entry> entries) {
        return entries.stream().anyMatch(entry -> period.contains(entry.at()));
    }

    private void problem(String kind, String what) {
        problems++;
        out.println(style.bad(kind) + ": " + what + ".");
    }

    private static String count(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    private static String name(BuildRef build, Release release) {
        return name(build, release.application(), release.version());
    }

    private static String name(BuildRef build, Optional<String> application, Optional<String> version) {
        String release = (application.orElse("") + " " + version.orElse("")).strip();
        return Style.printable(build.job() + " #" + build.number() + (release.isEmpty() ? "" : " (" + release + ")"));
    }

    /** An entry of the ledger. */
    private record Entry(long seq, Instant at, ReleaseNoted data) {
        String name() {
            return LedgerProof.name(data.build(), data.application(), data.version());
        }
    }
}
