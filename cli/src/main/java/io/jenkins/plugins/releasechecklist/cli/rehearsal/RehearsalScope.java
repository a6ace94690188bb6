package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import io.jenkins.plugins.releasechecklist.cli.terminal.Terminal;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.VerifyPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of a plan can be rehearsed on this machine. The rest is left out, each time with a line that says what and why.
 *
 * @param credentials the ids of the credentials that this machine has
 */
record RehearsalScope(Terminal terminal, Set<String> credentials) {
    EnvironmentPlan of(String environment, EnvironmentPlan plan) {
        List<Check> checks = plan.checks().stream()
                .filter(check -> obstacle(check)
                        .map(why -> leftOut("check " + check.name(), environment, why))
                        .isEmpty())
                .toList();
        return new EnvironmentPlan(
                checks, plan.gate(), plan.window(), plan.verify().map(verify -> of(environment, verify)));
    }

    private VerifyPlan of(String environment, VerifyPlan verify) {
        List<MetricProbe> metrics = verify.metrics().stream()
                .filter(metric -> obstacle(metric.request())
                        .map(why -> leftOut("metric " + metric.name(), environment, why))
                        .isEmpty())
                .toList();
        return new VerifyPlan(
                verify.duration(),
                verify.interval(),
                verify.initialDelay(),
                verify.criteria(),
                verify.consecutiveFailures(),
                verify.version()
                        .filter(probe -> obstacle(
                                        probe.expecting("any").requests().get(0))
                                .map(why -> leftOut("version", environment, why))
                                .isEmpty()),
                metrics);
    }

    private Optional<String> obstacle(Check check) {
        if (check instanceof ForeignCheck foreign) {
            return Optional.of(foreign.symbol() + " is a kind of another plugin");
        }
        Stream<String> needed = Stream.empty();
        if (check instanceof HttpCheck http) {
            needed = Stream.concat(http.sentCredentials().stream(), http.provingCredentials().stream());
        } else if (check instanceof TlsCheck tls) {
            needed = Stream.of(tls.caCredentialsId());
        }
        return needed.flatMap(id -> unknown(id).stream()).findFirst();
    }

    private Optional<String> unknown(String id) {
        return id.isEmpty() || credentials.contains(id)
                ? Optional.empty()
                : Optional.of(
                        "it needs the credentials '" + id + "'; give them with --credentials " + id + "=env:NAME");
    }

    private String leftOut(String what, String environment, String why) {
        String line = "The " + what + " of " + environment + " is not part of a rehearsal: " + why + ".";
        terminal.say(terminal.style().open("LEFT OUT") + "  " + line);
        return line;
    }
}
