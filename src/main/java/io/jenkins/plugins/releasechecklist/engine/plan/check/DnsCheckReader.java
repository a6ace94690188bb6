package io.jenkins.plugins.releasechecklist.engine.plan.check;

import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.probe.address.IpNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.dns.DnsCheck;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code www.example.com}, or {@code {name: name, host: www.example.com, resolvesTo: [203.0.113.7, 10.0.0.0/8]}}. What
 * the name resolves to is a list, or text with commas.
 */
public final class DnsCheckReader implements ValueReader<DnsCheck> {
    public static final List<String> KEYS = List.of("name", "host", "resolvesTo");

    private static final String A_HOST = "a host name such as www.example.com";
    private static final ValueReader<DnsCheck> HOST = Scalars.parsed(A_HOST, DnsCheck::parse);
    private static final ValueReader<List<IpNetwork>> NETWORKS = Scalars.parsed("networks", DnsCheck::networks);
    private static final ValueReader<List<IpNetwork>> LIST_OF_NETWORKS = Scalars.parsed(
                    "an address such as 203.0.113.7 or a network such as 10.0.0.0/8", IpNetwork::parse)
            .listOf("addresses and networks")
            .atLeastOne();

    private final ValueReader<String> name;

    DnsCheckReader(ValueReader<String> name) {
        this.name = name;
    }

    @Override
    public Optional<DnsCheck> read(PlanNode node, Problems problems) {
        if (node instanceof PlanNode.Scalar) {
            return HOST.read(node, problems);
        }
        return Fields.of(node, A_HOST + ", or a DNS check", KEYS, problems).flatMap(fields -> {
            Optional<String> title = fields.value("name", name);
            List<IpNetwork> networks = fields.list("resolvesTo", DnsCheckReader::networks);
            return fields.required("host", A_HOST, HOST)
                    .map(check -> check.resolvingTo(networks))
                    .flatMap(check -> fields.built(() -> title.map(check::named).orElse(check)));
        });
    }

    private static Optional<List<IpNetwork>> networks(PlanNode node, Problems problems) {
        boolean text = node instanceof PlanNode.Scalar scalar && !scalar.text().isBlank();
        return (text ? NETWORKS : LIST_OF_NETWORKS).read(node, problems);
    }
}
