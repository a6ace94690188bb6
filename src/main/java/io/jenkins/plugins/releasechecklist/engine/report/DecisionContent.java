package io.jenkins.plugins.releasechecklist.engine.report;

import io.jenkins.plugins.releasechecklist.engine.gate.AuthenticationMethod;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.report.json.GateJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a report tells of the gates: what was demanded, who voted how, and how each round ended.
 *
 * @param report the report
 */
record DecisionContent(ReleaseReport report) {
    private static final List<String> HEADER = List.of("Who", "Role", "Vote", "When", "Comment");

    List<Block> blocks() {
        List<GateJson> told = report.json().gates();
        List<GateState> gates = report.release().gates();
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < gates.size(); i++) {
            blocks.addAll(round(gates.get(i), told.get(i)));
        }
        return blocks;
    }

    /** Whose Go the settled gates rest on, with their roles; empty where nobody said it. */
    static String approvers(Release release) {
        return release.gates().stream()
                .filter(gate -> gate.status() == GateStatus.GO)
                .flatMap(gate -> gate.votes().stream()
                        .collect(Collectors.toMap(
                                Vote::voter, vote -> vote, (earlier, later) -> later, LinkedHashMap::new))
                        .values()
                        .stream())
                .filter(vote -> vote.choice() == Choice.GO)
                .map(vote -> vote.name() + " ("
                        + ReportWords.roles(vote.role().map(List::of).orElse(vote.roles())) + ")")
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static List<Block> round(GateState gate, GateJson told) {
        String title = "Gate " + gate.id()
                + (gate.opening().round() == 1
                        ? ""
                        : ", round " + gate.opening().round());
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(title));
        blocks.add(outcome(gate, told));
        if (!told.rules().isEmpty()) {
            blocks.add(new Block.Text(
                    told.rules().stream()
                            .map(rule -> rule.rule() + " (" + rule.source() + ")")
                            .collect(Collectors.joining("; ", "Requirements: ", "")),
                    ReportTone.PLAIN));
        }
        blocks.add(
                gate.votes().isEmpty()
                        ? new Block.Text("No votes.", ReportTone.PLAIN)
                        : new Block.Table(
                                title,
                                HEADER,
                                gate.votes().stream().map(DecisionContent::row).toList()));
        return blocks;
    }

    private static Block outcome(GateState gate, GateJson told) {
        return gate.settlement()
                .<Block>map(end -> new Block.Text(
                        ReportWords.word(end.status()) + (end.overridden() ? ", forced" : "") + ": " + end.reason()
                                + " (" + end.actor().name()
                                + end.involvement().map(what -> ", who " + what).orElse("") + ", "
                                + ReportWords.time(end.at()) + ")",
                        end.overridden()
                                ? ReportTone.OPEN
                                : end.status() == GateStatus.GO ? ReportTone.GOOD : ReportTone.BAD))
                .orElseGet(() -> new Block.Text("Waits for " + String.join(", ", told.waitingFor()), ReportTone.OPEN));
    }

    private static String how(AuthenticationMethod method) {
        return method == AuthenticationMethod.UNKNOWN ? "" : " (" + method.text() + ")";
    }

    private static String text(Vote vote) {
        return ReportWords.word(vote.choice())
                + vote.from().map(from -> " from " + ReportWords.time(from)).orElse("")
                + vote.item().map(item -> " to " + item).orElse("");
    }

    private static ReportTone tone(Choice choice) {
        return switch (choice) {
            case GO -> ReportTone.GOOD;
            case NO_GO -> ReportTone.BAD;
            case REQUEST_CHANGES -> ReportTone.OPEN;
            case WITHDRAW -> ReportTone.PLAIN;
        };
    }

    private static List<Cell> row(Vote vote) {
        return List.of(
                Cell.of(vote.name() + (vote.unattributed() ? " (unattributed)" : how(vote.authentication()))),
                Cell.of(ReportWords.roles(vote.role().map(List::of).orElse(vote.roles()))),
                Cell.of(text(vote), tone(vote.choice())),
                Cell.of(ReportWords.time(vote.at())),
                Cell.of(vote.comment()));
    }
}
