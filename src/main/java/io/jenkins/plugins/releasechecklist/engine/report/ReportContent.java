package io.jenkins.plugins.releasechecklist.engine.report;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.state.Incident;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.report.ReportDocument.Fact;
import io.jenkins.plugins.releasechecklist.engine.report.ReportDocument.Section;
import io.jenkins.plugins.releasechecklist.engine.report.course.Verifications;
import io.jenkins.plugins.releasechecklist.engine.report.json.IncidentJson;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands in a report for people, in reading order: the checklist first, then what was decided, checked and announced. A
 * section about nothing is left out.
 *
 * @param report the report
 */
record ReportContent(ReleaseReport report) {
    ReportDocument document() {
        Release release = report.release();
        String title = Stream.of(
                        release.application().orElse("Release"),
                        release.version().orElse(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
        return new ReportDocument(
                title,
                Cell.of(ReportWords.word(release.status()), tone(release.status())),
                release.isRehearsal() ? Optional.of(BuildRef.REHEARSED) : Optional.empty(),
                outcome(),
                facts(),
                Stream.of(
                                new Section("Incident", incident()),
                                new Section("Checklist", checklist()),
                                new Section("Decisions", new DecisionContent(report).blocks()),
                                new Section("Checks", ResultContent.checks(release)),
                                new Section("Verifications", ResultContent.verifications(release)),
                                new Section("Release notes", notes()),
                                new Section("Announcements", ResultContent.deliveries(release)),
                                new Section("Appendix: artifacts", artifacts()),
                                new Section("Appendix: the record", record()))
                        .filter(section -> !section.blocks().isEmpty())
                        .toList());
    }

    /** What somebody wants to know who reads nothing else. */
    private String outcome() {
        Release release = report.release();
        String where = release.reach().where("its environment");
        String inSome =
                release.reach().inSome().map(some -> " " + some.text() + ".").orElse("");
        long open = release.neededItems().size() - release.doneItems();
        return switch (release.status()) {
            case IN_PROGRESS -> "The release is in progress." + inSome;
            case WAITING_FOR_DECISION -> "The release is waiting for a decision." + inSome;
            case REJECTED -> "Not released: it was rejected" + reason(settled(GateStatus.NO_GO)) + inSome;
            case FAILED -> "Not released: it failed before it was out." + inSome;
            case ROLLED_BACK ->
                "Rolled back from " + String.join(", ", release.reach().back())
                        + reason(release.incident().map(Incident::reason));
            case DEPLOYED -> "Deployed to " + where + ". The verification has not ended.";
            case RELEASED_WITH_OPEN_ITEMS -> "Released to " + where + ". Required items still open: " + open + ".";
            case RELEASED -> "Released to " + where + ". Every required item is done.";
        };
    }

    private Optional<String> settled(GateStatus status) {
        return report.release().gates().stream()
                .flatMap(gate -> gate.settlement().stream())
                .filter(end -> end.status() == status)
                .map(end -> end.reason())
                .reduce((earlier, later) -> later);
    }

    private static String reason(Optional<String> why) {
        return why.map(text -> ": " + text).orElse(".");
    }

    private List<Fact> facts() {
        Release release = report.release();
        List<Fact> facts = new ArrayList<>();
        release.ungated()
                .forEach(one -> facts.add(new Fact(
                        "Deployed without a Go",
                        Cell.of(
                                one.told().environment() + ": " + one.told().why() + " (" + ReportWords.time(one.at())
                                        + ")",
                                ReportTone.BAD))));
        String approvers = DecisionContent.approvers(release);
        if (!approvers.isEmpty()) {
            facts.add(new Fact("Approved by", Cell.of(approvers)));
        }
        release.runs().stream()
                .filter(run -> Verifications.isVerification(run) && !release.isPreFlight(run))
                .flatMap(run -> run.judgement().stream())
                .reduce((earlier, later) -> later)
                .ifPresent(judged -> facts.add(new Fact("Verification", ResultContent.verdict(judged.verdict()))));
        facts.add(new Fact("Type", Cell.of(release.type().id())));
        release.details().template().ifPresent(template -> facts.add(new Fact("Template", Cell.of(template.label()))));
        facts.add(new Fact(
                "Required items done",
                Cell.of(release.doneItems() + " of " + release.neededItems().size())));
        release.opened().ifPresent(opened -> {
            facts.add(new Fact(
                    "Build",
                    Cell.of(opened.build().job() + " #" + opened.build().number())));
            String starters = opened.starters().stream().map(Person::name).collect(Collectors.joining(", "));
            if (!starters.isEmpty()) {
                facts.add(new Fact("Started by", Cell.of(starters)));
            }
        });
        release.request().ifPresent(request -> facts.add(new Fact("Started for", Cell.of(request.text()))));
        report.at().ifPresent(at -> facts.add(new Fact("As of", Cell.of(ReportWords.time(at)))));
        report.examination()
                .damage()
                .map(Damage::text)
                .ifPresent(text -> facts.add(new Fact("The record", Cell.of(text, ReportTone.BAD))));
        return facts;
    }

    private List<Block> checklist() {
        Release release = report.release();
        List<Block> blocks = new ArrayList<>();
        release.checklist().sections().forEach(section -> {
            List<List<Cell>> rows = release.items().stream()
                    .filter(item -> item.section().equals(section.id()))
                    .map(ItemRow::of)
                    .toList();
            if (!rows.isEmpty()) {
                blocks.add(new Block.Heading(section.title()));
                blocks.add(new Block.Table(section.title(), ItemRow.HEADER, rows));
            }
        });
        return blocks;
    }

    private List<Block> incident() {
        Release release = report.release();
        List<Block> blocks = new ArrayList<>();
        release.incident().ifPresent(incident -> {
            blocks.add(new Block.Text(
                    "Opened " + ReportWords.time(incident.opened()) + ": " + incident.reason(), ReportTone.BAD));
            incident.ended()
                    .ifPresent(at -> blocks.add(new Block.Text("Ended " + ReportWords.time(at), ReportTone.GOOD)));
            IncidentJson.of(release, incident)
                    .rootCause()
                    .ifPresent(text -> blocks.add(new Block.Text("Root cause: " + text, ReportTone.PLAIN)));
            blocks.addAll(actionItems(incident));
        });
        return blocks;
    }

    private static List<Block> actionItems(Incident incident) {
        List<List<Cell>> rows = incident.actionItems().stream()
                .map(item -> List.of(
                        Cell.of(item.title()),
                        Cell.of(item.owner()),
                        new Cell("", ReportTone.PLAIN, item.link().stream().toList())))
                .toList();
        return Block.table("Action item", List.of("Action item", "Owner", "Link"), rows);
    }

    /** From the Markdown: the HTML of the record is not ours to trust when somebody else brings the record. */
    private List<Block> notes() {
        return report.release().notes().stream()
                .<Block>map(notes -> new Block.Markdown(notes.markdown()))
                .toList();
    }

    private List<Block> artifacts() {
        List<List<Cell>> rows = report.release().details().artifacts().stream()
                .map(artifact -> List.of(Cell.of(artifact.name()), Cell.of(artifact.digest())))
                .toList();
        return Block.table("Artifacts", List.of("Name", "Digest"), rows);
    }

    private List<Block> record() {
        boolean whole = report.examination().isWhole();
        if (!whole) {
            return List.of(new Block.Text(
                    "damaged: nothing from that event on can be believed, and what is told here ends before it",
                    ReportTone.BAD));
        }
        return List.of(new Block.Text(
                "Record intact (" + report.release().seq() + " events, last hash "
                        + report.examination().head() + ")"
                        + (report.release().torn() ? "; the last entry was cut off and is ignored" : ""),
                ReportTone.PLAIN));
    }

    private static ReportTone tone(ReleaseStatus status) {
        return switch (status) {
            case RELEASED -> ReportTone.GOOD;
            case REJECTED, FAILED, ROLLED_BACK -> ReportTone.BAD;
            case IN_PROGRESS, WAITING_FOR_DECISION, DEPLOYED, RELEASED_WITH_OPEN_ITEMS -> ReportTone.OPEN;
        };
    }

    /** One item of the checklist as a row. */
    private static final class ItemRow {
        static final List<String> HEADER = List.of("Item", "Status", "Owner", "Who", "When", "Note and evidence");

        private ItemRow() {}

        static List<Cell> of(ItemState item) {
            List<String> notes = new ArrayList<>();
            item.note().map(Phrase::text).ifPresent(notes::add);
            item.parts()
                    .forEach(part -> notes.add(
                            (part.done() ? "[x] " : "[ ] ") + part.part().title()));
            if (item.inherited()) {
                notes.add("carried over from the build that this one continues");
            }
            String status = ReportWords.word(item.status()) + (item.waived() ? ", waived" : "");
            return List.of(
                    Cell.of(item.item().title() + (item.required() ? "" : " (optional)")),
                    Cell.of(status, tone(item)),
                    Cell.of(ReportWords.roles(item.item().owners())),
                    Cell.of(item.actor().map(actor -> actor.name())),
                    Cell.of(item.at().map(ReportWords::time)),
                    new Cell(String.join("\n", notes), ReportTone.PLAIN, item.evidence()));
        }

        private static ReportTone tone(ItemState item) {
            return switch (item.status()) {
                case PASSED -> ReportTone.GOOD;
                case FAILED -> ReportTone.BAD;
                case SKIPPED -> item.waived() ? ReportTone.OPEN : ReportTone.PLAIN;
                case NOT_APPLICABLE -> ReportTone.PLAIN;
                case PENDING, RUNNING, WAITING -> item.required() ? ReportTone.OPEN : ReportTone.PLAIN;
            };
        }
    }
}
