package io.jenkins.plugins.releasechecklist.steps.gate;

import hudson.model.ItemGroup;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.decision.GateCondition;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredCondition;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeAccess;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.ConditionRequest;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.ReplyRule;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.steps.check.ProbeSite;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jenkins.model.Jenkins;

/** A condition that an administrator configured, asked by the controller. */
final class HttpGateCondition extends GateCondition {
    private final RequiredCondition condition;
    private final ItemGroup<?> level;
    private final String environment;

    private HttpGateCondition(RequiredCondition condition, ItemGroup<?> level, String environment) {
        this.condition = condition;
        this.level = level;
        this.environment = environment;
    }

    /** The conditions with an id that the rules for a gate have at this moment. */
    static List<GateCondition> of(Run<?, ?> run, GateState gate, String id) {
        return Protection.of(run.getParent(), gate.opening().environment(), gate.id()).conditions(id).stream()
                .<GateCondition>map(demanded ->
                        new HttpGateCondition(demanded.condition(), demanded.level(), demanded.environment()))
                .toList();
    }

    @Override
    public String getId() {
        return condition.getId();
    }

    @Override
    public boolean appliesTo(Run<?, ?> run, String environment) {
        return true;
    }

    @Override
    public Duration getInterval() {
        return condition.interval().orElseGet(super::getInterval);
    }

    @Override
    public Answer ask(Run<?, ?> run, Release release, GateState gate) throws IOException, InterruptedException {
        ConditionRequest request = condition.toRequest();
        Map<String, String> known = values(run, release);
        if (!request.answer().isPerArtifact()) {
            return answer(request, known, run);
        }
        Set<Phrase> reasons = new LinkedHashSet<>();
        for (Artifact artifact : release.details().artifacts()) {
            Map<String, String> values = new HashMap<>(known);
            values.put("artifact", artifact.name());
            values.put("sha256", artifact.sha256());
            Answer answer = answer(request, values, run);
            if (!answer.holds()) {
                return answer;
            }
            reasons.add(answer.why());
        }
        return reasons.isEmpty()
                ? new Answer(false, Phrase.of("probe.condition.noArtifacts"))
                : new Answer(
                        true,
                        Phrase.of(
                                "probe.condition.attested",
                                release.details().artifacts().size(),
                                Phrase.joined("text.then", List.copyOf(reasons))));
    }

    private Answer answer(ConditionRequest request, Map<String, String> values, Run<?, ?> run)
            throws IOException, InterruptedException {
        HttpCheck check = request.check(values);
        ProbeAccess access = ProbeSite.ofController(check, run, level);
        try (ProbeNetwork network = ProbeNetwork.open(access.guard(), access.proxy(), 1)) {
            ProbeContext context = ProbeContext.of(network, access::credentials, access.commands())
                    .withTimeout(condition.patience());
            ReplyRule.Reply reply = request.ask(check, values, context);
            return new Answer(reply.holds(), reply.why());
        }
    }

    /** What placeholders stand for; what nobody knows is not there. */
    private Map<String, String> values(Run<?, ?> run, Release release) {
        Map<String, String> values = new HashMap<>(Map.of(
                "environment", environment,
                "type", release.type().id(),
                "job", run.getParent().getFullName(),
                "build", String.valueOf(run.getNumber())));
        release.incoming().ifPresent(version -> values.put("version", version));
        release.application().ifPresent(name -> values.put("application", name));
        Optional.ofNullable(Jenkins.get().getRootUrl()).ifPresent(root -> values.put("url", root + run.getUrl()));
        return values;
    }

    /** Whoever saves a condition wants to know at once what it says: it is another one then. */
    @Override
    public boolean equals(Object other) {
        return other instanceof HttpGateCondition that && condition == that.condition && level.equals(that.level);
    }

    @Override
    public int hashCode() {
        return getId().hashCode();
    }
}
