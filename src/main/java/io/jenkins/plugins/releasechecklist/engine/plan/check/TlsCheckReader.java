package io.jenkins.plugins.releasechecklist.engine.plan.check;

import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code "www.example.com:443"}, or
 * {@code {name: certificate, address: "www.example.com:443", minValidity: 14d}}. The port may be left out.
 */
public final class TlsCheckReader implements ValueReader<TlsCheck> {
    public static final List<String> KEYS = List.of("name", "address", "minValidity");

    private static final ValueReader<TlsCheck> ADDRESS =
            Scalars.parsed("an address such as www.example.com:443", TlsCheck::parse);

    private final ValueReader<String> name;

    TlsCheckReader(ValueReader<String> name) {
        this.name = name;
    }

    @Override
    public Optional<TlsCheck> read(PlanNode node, Problems problems) {
        if (node instanceof PlanNode.Scalar) {
            return ADDRESS.read(node, problems);
        }
        return Fields.of(node, "an address such as www.example.com:443, or a TLS check", KEYS, problems)
                .flatMap(fields -> {
                    Optional<String> title = fields.value("name", name);
                    Duration minValidity =
                            fields.value("minValidity", Scalars.DURATION).orElse(Duration.ZERO);
                    return fields.required("address", "an address such as www.example.com:443", ADDRESS)
                            .map(check -> check.withMinValidity(minValidity))
                            .flatMap(check ->
                                    fields.built(() -> title.map(check::named).orElse(check)));
                });
    }
}
