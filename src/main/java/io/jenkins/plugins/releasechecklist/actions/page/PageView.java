package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.timeline.EntryView;
import io.jenkins.plugins.releasechecklist.actions.timeline.TimelineView;
import io.jenkins.plugins.releasechecklist.actions.verification.CheckRow;
import io.jenkins.plugins.releasechecklist.actions.verification.CheckRunView;
import io.jenkins.plugins.releasechecklist.actions.verification.VerificationView;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.SymbolView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.report.course.Verifications;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of a release.
 *
 * @param pace how often the page asks for news
 * @param news what happened since the reader looked last, in a sentence or two
 * @param header what is released, and how far it is
 * @param yourPart what the guide expects of the viewer
 * @param sections the checklist
 * @param gates the latest round of each gate, the latest gate first
 * @param checkRuns smoke tests, and rollbacks that were tested, the latest first
 * @param verifications those, and what they are compared with; the latest first
 * @param notes the release notes; nothing when the record cannot be believed: then nobody knows who wrote that HTML
 * @param deliveries the announcements
 * @param timeline what happened
 * @param record the state of the record
 */
public record PageView(
        PollInterval pace,
        String news,
        HeaderView header,
        YourPartView yourPart,
        List<SectionView> sections,
        List<GateView> gates,
        List<CheckRunView> checkRuns,
        List<VerificationView> verifications,
        NotesView notes,
        List<DeliveryView> deliveries,
        TimelineView timeline,
        RecordView record) {
    public PageView {
        sections = List.copyOf(sections);
        gates = List.copyOf(gates);
        checkRuns = List.copyOf(checkRuns);
        verifications = List.copyOf(verifications);
        deliveries = List.copyOf(deliveries);
    }

    /** The page for a viewer. */
    public static PageView of(PageSource source, Viewer viewer) throws IOException {
        Release release = source.release();
        UtcTimeFormat moments = new UtcTimeFormat(viewer);
        RecordView record = RecordView.of(release, source.damage());
        return new PageView(
                PollInterval.of(release),
                TimelineView.news(release, source.record(), source.query().since()),
                HeaderView.of(
                        release,
                        source.name(),
                        record.sound() ? WaitingList.of(release, source.gates(), moments) : List.of(),
                        record.sound()),
                YourPartView.of(release, source.gates(), viewer, source.resources(), record.sound()),
                sections(release, viewer, moments, record.sound()),
                gates(source, viewer, moments, record.sound()),
                checkRuns(release, moments),
                verifications(release, viewer, moments),
                record.sound() ? NotesView.of(release, viewer, moments) : NotesView.NONE,
                release.deliveries().stream()
                        .map(delivery -> DeliveryView.of(delivery, viewer, record.sound()))
                        .toList(),
                TimelineView.of(release, source.record(), source.query(), moments),
                record);
    }

    /** The symbols that it shows many times. */
    public List<SymbolView> symbols() {
        Stream<CheckRow> checks = checkRuns.stream()
                .flatMap(run -> Stream.of(run.rows(), run.skipped(), run.passed()))
                .flatMap(List::stream);
        Stream<StatusView> statuses = Stream.concat(
                sections.stream().flatMap(section -> section.items().stream()).map(ItemView::status),
                checks.map(CheckRow::status));
        return SymbolView.distinct(Stream.concat(
                        statuses.map(StatusView::symbol),
                        timeline.entries().stream().map(EntryView::symbol))
                .collect(Collectors.toSet()));
    }

    private static List<SectionView> sections(Release release, Viewer viewer, UtcTimeFormat moments, boolean open) {
        Map<String, List<ItemState>> bySection =
                release.items().stream().collect(Collectors.groupingBy(ItemState::section));
        List<SectionView> sections = new ArrayList<>();
        for (Section section : release.checklist().sections()) {
            List<ItemState> items = bySection.getOrDefault(section.id(), List.of());
            if (!items.isEmpty()) {
                long needed = items.stream().filter(ItemState::required).count();
                long done = items.stream()
                        .filter(item -> item.required() && item.isDone())
                        .count();
                sections.add(new SectionView(
                        section.id(),
                        section.title(),
                        section.incident(),
                        Messages.HeaderView_progress(done, needed),
                        items.stream()
                                .map(item -> ItemView.of(item, release.incident(), viewer, moments, open))
                                .toList()));
            }
        }
        return sections;
    }

    private static List<GateView> gates(PageSource source, Viewer viewer, UtcTimeFormat moments, boolean open) {
        Function<GateState, GateSnapshot> now = source.gates();
        Map<String, List<GateState>> rounds = new LinkedHashMap<>();
        source.release()
                .gates()
                .forEach(gate -> rounds.computeIfAbsent(gate.id(), id -> new ArrayList<>())
                        .add(0, gate));
        List<GateView> gates = new ArrayList<>();
        for (List<GateState> latestFirst : rounds.values()) {
            List<GateView> earlier = latestFirst.stream()
                    .skip(1)
                    .map(gate -> GateView.of(
                            gate, now.apply(gate).standing(), GateFormView.NONE, GateDialogs.NONE, moments, List.of()))
                    .toList();
            GateState latest = latestFirst.get(0);
            GateSnapshot current = now.apply(latest);
            GateFormView form = open ? GateFormView.of(latest, current, viewer, moments) : GateFormView.NONE;
            GateDialogs dialogs = GateDialogs.of(latest, form, source, viewer, moments);
            gates.add(0, GateView.of(latest, current.standing(), form, dialogs, moments, earlier));
        }
        return gates;
    }

    private static List<CheckRunView> checkRuns(Release release, UtcTimeFormat moments) {
        Map<String, Integer> attempts = new HashMap<>();
        List<CheckRunView> runs = new ArrayList<>();
        for (RunState run : release.runs()) {
            if (run.step().equals("smokeTest")
                    || run.step().equals("withSmokeTest")
                    || run.step().equals("rollbackRelease") && !run.checks().isEmpty()) {
                runs.add(CheckRunView.of(run, attempts.merge(run.name(), 1, Integer::sum), moments));
            }
        }
        Collections.reverse(runs);
        return runs;
    }

    private static List<VerificationView> verifications(Release release, Viewer viewer, UtcTimeFormat moments) {
        List<VerificationView> runs = new ArrayList<>(release.runs().stream()
                .filter(Verifications::takesSamples)
                .map(run -> VerificationView.of(run, moments, viewer))
                .toList());
        Collections.reverse(runs);
        return runs;
    }
}
