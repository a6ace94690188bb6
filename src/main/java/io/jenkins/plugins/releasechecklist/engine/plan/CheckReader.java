package io.jenkins.plugins.releasechecklist.engine.plan;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import java.util.List;
import java.util.Optional;

/**
 * Reads one check: a mapping whose only key is its kind, in the words of a Jenkinsfile. It remembers the names that
 * were given, so there is one reader for each environment.
 */
final class CheckReader implements ValueReader<Check> {
    static final List<String> KEYS = List.of("httpCheck", "tcpCheck", "tlsCheck");

    private final ValueReader<? extends Check> http;
    private final ValueReader<? extends Check> tcp;
    private final ValueReader<? extends Check> tls;

    CheckReader() {
        ValueReader<String> name = new Distinct<>("every name of a check once in an environment", Scalars.TEXT);
        http = new HttpCheckReader(name);
        tcp = new TcpCheckReader(name);
        tls = new TlsCheckReader(name);
    }

    @Override
    public Optional<Check> read(PlanNode node, Problems problems) {
        return Fields.of(node, "a check", KEYS, problems).flatMap(fields -> {
            int keys = fields.mapping().entries().size();
            if (keys != 1) {
                String found = keys == 0 ? "none" : keys + " keys";
                problems.expected("exactly one of " + String.join(", ", KEYS), found, node.place());
            }
            Optional<Check> httpCheck = fields.value("httpCheck", http).map(Check.class::cast);
            Optional<Check> tcpCheck = fields.value("tcpCheck", tcp).map(Check.class::cast);
            Optional<Check> tlsCheck = fields.value("tlsCheck", tls).map(Check.class::cast);
            return httpCheck.or(() -> tcpCheck).or(() -> tlsCheck);
        });
    }
}
