package io.jenkins.plugins.releasechecklist.engine.plan.check;

import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code "db.example.com:5432"}, or
 * {@code {name: cache, address: "cache.example.com:6379", send: 'PING\r\n', expect: PONG}}.
 */
public final class TcpCheckReader implements ValueReader<TcpCheck> {
    public static final List<String> KEYS = List.of("name", "address", "send", "expect");

    private static final ValueReader<TcpCheck> ADDRESS =
            Scalars.parsed("an address such as db.example.com:5432", TcpCheck::parse);

    private final ValueReader<String> name;

    TcpCheckReader(ValueReader<String> name) {
        this.name = name;
    }

    @Override
    public Optional<TcpCheck> read(PlanNode node, Problems problems) {
        if (node instanceof PlanNode.Scalar) {
            return ADDRESS.read(node, problems);
        }
        return Fields.of(node, "an address such as db.example.com:5432, or a TCP check", KEYS, problems)
                .flatMap(fields -> {
                    Optional<String> title = fields.value("name", name);
                    String send = fields.value("send", Scalars.VERBATIM).orElse("");
                    String expect = fields.value("expect", Scalars.VERBATIM).orElse("");
                    return fields.required("address", "an address such as db.example.com:5432", ADDRESS)
                            .flatMap(check -> fields.built(() -> check.sending(send)))
                            .flatMap(check -> fields.built(() -> check.expecting(expect)))
                            .flatMap(check ->
                                    fields.built(() -> title.map(check::named).orElse(check)));
                });
    }
}
