package io.jenkins.plugins.releasechecklist.engine.report;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.state.Incident;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.report.ReportDocument.Fact;
import io.jenkins.plugins.releasechecklist.engine.report.ReportDocument.Section;
import io.jenkins.plugins.releasechecklist.engine.report.json.IncidentJson;
import java.util.ArrayList;
import java.util.List;
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
                        release.application().orElse(ReportWords.RELEASE),
                        release.version().orElse(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
        return new ReportDocument(
                title,
                Cell.of(ReportWords.word(release.status()), tone(release.status())),
                facts(),
                Stream.of(
                                new Section(ReportWords.CHECKLIST, checklist()),
                                new Section(ReportWords.DECISIONS, new DecisionContent(report).blocks()),
                                new Section(ReportWords.CHECKS, ResultContent.checks(release)),
                                new Section(ReportWords.VERIFICATIONS, ResultContent.verifications(release)),
                                new Section(ReportWords.INCIDENT, incident()),
                                new Section(ReportWords.NOTES, notes()),
                                new Section(ReportWords.DELIVERIES, ResultContent.deliveries(release)),
                                new Section(ReportWords.ARTIFACTS, artifacts()),
                                new Section(ReportWords.RECORD, record()))
                        .filter(section -> !section.blocks().isEmpty())
                        .toList());
    }

    private List<Fact> facts() {
        Release release = report.release();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(ReportWords.TYPE, Cell.of(release.type().id())));
        facts.add(new Fact(
                ReportWords.ITEMS_DONE,
                Cell.of(ReportWords.share(
                        release.doneItems(), release.neededItems().size()))));
        release.opened().ifPresent(opened -> {
            facts.add(new Fact(
                    ReportWords.BUILD,
                    Cell.of(opened.build().job() + " #" + opened.build().number())));
            facts.add(new Fact(
                    ReportWords.STARTED_BY,
                    Cell.of(opened.starters().stream().map(Person::name).collect(Collectors.joining(", ")))));
        });
        report.at().ifPresent(at -> facts.add(new Fact(ReportWords.AS_OF, Cell.of(ReportWords.time(at)))));
        report.examination()
                .damage()
                .map(Damage::text)
                .ifPresent(text -> facts.add(new Fact(ReportWords.RECORD, Cell.of(text, ReportTone.BAD))));
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
            blocks.add(new Block.Text(ReportWords.opened(incident.reason(), incident.opened()), ReportTone.BAD));
            incident.ended().ifPresent(at -> blocks.add(new Block.Text(ReportWords.ended(at), ReportTone.GOOD)));
            IncidentJson.of(release, incident)
                    .rootCause()
                    .ifPresent(text -> blocks.add(new Block.Text(ReportWords.rootCause(text), ReportTone.PLAIN)));
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
        return rows.isEmpty()
                ? List.of()
                : List.of(new Block.Table(
                        ReportWords.ACTION_ITEM,
                        List.of(ReportWords.ACTION_ITEM, ReportWords.OWNER, ReportWords.LINK),
                        rows));
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
        return rows.isEmpty()
                ? List.of()
                : List.of(new Block.Table(ReportWords.ARTIFACTS, List.of(ReportWords.NAME, ReportWords.DIGEST), rows));
    }

    private List<Block> record() {
        boolean whole = report.examination().isWhole();
        if (!whole) {
            return List.of(new Block.Text(ReportWords.DAMAGED, ReportTone.BAD));
        }
        return List.of(
                new Block.Text(
                        ReportWords.CHAIN + ": " + (report.release().torn() ? ReportWords.TORN : ReportWords.WHOLE),
                        ReportTone.PLAIN),
                new Block.Text(
                        ReportWords.origin(
                                report.release().seq(), report.examination().head()),
                        ReportTone.PLAIN));
    }

    private static ReportTone tone(ReleaseStatus status) {
        return switch (status) {
            case RELEASED -> ReportTone.GOOD;
            case REJECTED, FAILED, ROLLED_BACK -> ReportTone.BAD;
            case IN_PROGRESS, WAITING_FOR_DECISION, RELEASED_WITH_OPEN_ITEMS -> ReportTone.OPEN;
        };
    }

    /** One item of the checklist as a row. */
    private static final class ItemRow {
        static final List<String> HEADER = List.of(
                ReportWords.ITEM,
                ReportWords.STATUS,
                ReportWords.OWNER,
                ReportWords.WHO,
                ReportWords.WHEN,
                ReportWords.NOTE);

        private ItemRow() {}

        static List<Cell> of(ItemState item) {
            List<String> notes = new ArrayList<>();
            item.note().ifPresent(notes::add);
            item.parts()
                    .forEach(part -> notes.add(
                            (part.done() ? "[x] " : "[ ] ") + part.part().title()));
            if (item.inherited()) {
                notes.add(ReportWords.INHERITED);
            }
            String status = ReportWords.word(item.status()) + (item.waived() ? ", " + ReportWords.WAIVED : "");
            return List.of(
                    Cell.of(item.item().title() + (item.required() ? "" : " (optional)")),
                    Cell.of(status, tone(item)),
                    Cell.of(String.join(", ", item.item().owners())),
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
