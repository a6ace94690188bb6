package io.jenkins.plugins.releasechecklist.steps.gate;

import hudson.model.ItemGroup;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.decision.GateCondition;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.config.environment.HttpCondition;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeAccess;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.AnswerRule;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.ConditionRequest;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.steps.check.ProbeSite;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** A condition that an administrator configured, asked by the controller. */
final class HttpGateCondition extends GateCondition {
    private final HttpCondition condition;
    private final ItemGroup<?> level;
    private final String environment;

    private HttpGateCondition(HttpCondition condition, ItemGroup<?> level, String environment) {
        this.condition = condition;
        this.level = level;
        this.environment = environment;
    }

    /** The conditions with an id that the rules for a gate have at this moment. */
    static List<GateCondition> of(Run<?, ?> run, GateState gate, String id) {
        return Protection.of(run.getParent(), gate.opening().environment(), gate.id()).conditions(id).stream()
                .flatMap(demanded -> demanded.condition() instanceof HttpCondition http
                        ? Stream.of(new HttpGateCondition(http, demanded.level(), demanded.environment()))
                        : Stream.<GateCondition>empty())
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
        HttpCheck check = request.check(values(run, release));
        ProbeAccess access = ProbeSite.ofController(check, run, level);
        try (ProbeNetwork network = ProbeNetwork.open(access.guard(), access.proxy(), 1)) {
            ProbeContext context = ProbeContext.of(
                            network,
                            id -> Optional.ofNullable(access.credentials().get(id)),
                            access.commands())
                    .withTimeout(condition.patience());
            AnswerRule.Reply reply = request.ask(check, context);
            return new Answer(reply.holds(), reply.reason());
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
