package io.jenkins.plugins.releasechecklist.engine.plan.check;

import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Distinct;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one check: a mapping whose only key is its kind, in the words of a Jenkinsfile. It remembers the names that
 * were given, so there is one reader for each environment.
 */
public final class CheckReader implements ValueReader<Check> {
    public static final List<String> KEYS = List.of("httpCheck", "tcpCheck", "tlsCheck", "dnsCheck", "commandCheck");

    private final Map<String, ValueReader<? extends Check>> kinds = new LinkedHashMap<>();
    private final ValueReader<String> name =
            new Distinct<>("every name of a check once in an environment", Scalars.TEXT);
    private final ForeignKinds foreign;

    /**
     * @param foreign the kinds of other plugins that may be used
     */
    public CheckReader(ForeignKinds foreign) {
        this.foreign = foreign;
        kinds.put("httpCheck", new HttpCheckReader(name));
        kinds.put("tcpCheck", new TcpCheckReader(name));
        kinds.put("tlsCheck", new TlsCheckReader(name));
        kinds.put("dnsCheck", new DnsCheckReader(name));
        kinds.put("commandCheck", new CommandCheckReader(name));
        foreign.names().forEach(symbol -> kinds.put(symbol, new ForeignCheckReader(symbol, name)));
    }

    @Override
    public Optional<Check> read(PlanNode node, Problems problems) {
        addUnheardOf(node);
        List<String> allowed = List.copyOf(kinds.keySet());
        return Fields.of(node, "a check", allowed, problems).flatMap(fields -> {
            int keys = fields.mapping().entries().size();
            if (keys != 1) {
                String found = keys == 0 ? "none" : keys + " keys";
                problems.expected("exactly one of " + String.join(", ", allowed), found, node.place());
            }
            List<Check> checks = new ArrayList<>();
            kinds.forEach((kind, reader) -> fields.value(kind, reader).ifPresent(checks::add));
            return checks.stream().findFirst();
        });
    }

    /** A kind that nobody names, where every kind may be used. */
    private void addUnheardOf(PlanNode node) {
        if (node instanceof PlanNode.Mapping mapping) {
            mapping.entries().stream()
                    .map(PlanNode.Entry::key)
                    .filter(foreign::contains)
                    .forEach(symbol -> kinds.putIfAbsent(symbol, new ForeignCheckReader(symbol, name)));
        }
    }
}
