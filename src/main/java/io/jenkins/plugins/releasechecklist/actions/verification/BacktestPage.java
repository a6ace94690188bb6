package io.jenkins.plugins.releasechecklist.actions.verification;

import hudson.model.ModelObject;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.report.course.Backtest;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Assessment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The page that tells what other criteria would have said about a verification, beside what was said.
 *
 * @param run the verification, which was judged
 * @param fields what can be judged, with the criteria that were asked for, or those that it was judged by
 * @param problem what is wrong with the criteria together; empty if nothing is, and where a field says it
 * @param answer what they would have said; nothing where nobody asked, or something is wrong
 */
@Restricted(NoExternalUse.class)
public record BacktestPage(RunState run, List<Field> fields, String problem, Optional<Assessment> answer)
        implements ModelObject {
    public BacktestPage {
        fields = List.copyOf(fields);
    }

    /**
     * Something that can be judged.
     *
     * @param name the name of the measure or metric
     * @param label the same for people
     * @param pass the criterion as it was written; empty where it is not judged
     * @param problem what is wrong with it; empty if nothing is
     */
    public record Field(String name, String label, String pass, String problem) {}

    /**
     * The page of a verification; nothing where none was judged.
     *
     * @param asked the criterion for a name; nothing of all where nobody asks yet
     */
    public static Optional<BacktestPage> of(RunState run, Function<String, Optional<String>> asked, Locale locale) {
        return run.judgement()
                .flatMap(judged -> Backtest.of(List.of(run)).stream()
                        .findFirst()
                        .map(test -> of(test, asked, new NumberFormats(locale))));
    }

    private static BacktestPage of(Backtest test, Function<String, Optional<String>> asked, NumberFormats numbers) {
        boolean answers =
                test.names().stream().anyMatch(name -> asked.apply(name).isPresent());
        Map<String, Criterion> demanded = test.demanded();
        Map<String, Criterion> criteria = new LinkedHashMap<>();
        List<Field> fields = new ArrayList<>();
        for (String name : test.names()) {
            String pass = answers
                    ? asked.apply(name).orElse("").strip()
                    : Optional.ofNullable(demanded.get(name))
                            .map(Criterion::toString)
                            .orElse("");
            String problem = "";
            try {
                if (!pass.isEmpty()) {
                    criteria.put(name, Criterion.parse(pass));
                }
            } catch (IllegalArgumentException e) {
                problem = e.getMessage();
            }
            fields.add(new Field(name, numbers.name(Backtest.measure(name), name), pass, problem));
        }
        try {
            boolean right =
                    answers && fields.stream().allMatch(field -> field.problem().isEmpty());
            return new BacktestPage(
                    test.run(), fields, "", right ? Optional.of(test.judge(criteria)) : Optional.empty());
        } catch (IllegalArgumentException e) {
            return new BacktestPage(test.run(), fields, e.getMessage(), Optional.empty());
        }
    }

    @Override
    public String getDisplayName() {
        return Messages.BacktestPage_displayName();
    }

    /** The verdict that was given. */
    public StatusView was() {
        return StatusView.of(run.judgement().orElseThrow());
    }

    /** Why it was given. */
    public List<String> wasWhy() {
        return said(run.judgement().orElseThrow().why());
    }

    /** The verdict that the criteria would have given. */
    public StatusView would() {
        return StatusView.of(answer.orElseThrow().verdict());
    }

    /** Why they would have given it. */
    public List<String> wouldWhy() {
        return said(answer.orElseThrow().why());
    }

    private static List<String> said(List<Phrase> why) {
        return why.stream().map(Wording::said).toList();
    }
}
