package io.jenkins.plugins.releasechecklist.engine.plan.check;

import io.jenkins.plugins.releasechecklist.engine.plan.PlanMapping;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.address.IpNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.command.CommandCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.dns.DnsCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads one check: a mapping whose only key is its kind, in the words of a Jenkinsfile. It remembers the names that
 * were given, so there is one reader for each environment.
 */
public final class CheckReader implements ValueReader<Check> {
    private static final String A_TCP_ADDRESS = "an address such as db.example.com:5432";
    private static final ValueReader<TcpCheck> TCP_ADDRESS = Scalars.parsed(A_TCP_ADDRESS, TcpCheck::parse);
    private static final String A_TLS_ADDRESS = "an address such as www.example.com:443";
    private static final ValueReader<TlsCheck> TLS_ADDRESS = Scalars.parsed(A_TLS_ADDRESS, TlsCheck::parse);
    private static final String A_HOST = "a host name such as www.example.com";
    private static final ValueReader<DnsCheck> HOST = Scalars.parsed(A_HOST, DnsCheck::parse);
    private static final ValueReader<List<IpNetwork>> NETWORKS = Scalars.parsed("networks", DnsCheck::networks);
    private static final ValueReader<List<IpNetwork>> LIST_OF_NETWORKS = Scalars.parsed(
                    "an address such as 203.0.113.7 or a network such as 10.0.0.0/8", IpNetwork::parse)
            .listOf("addresses and networks")
            .atLeastOne();
    private static final String A_COMMAND = "a command such as ./smoke.sh";
    private static final ValueReader<CommandCheck> COMMAND = Scalars.parsed(A_COMMAND, CommandCheck::of);
    private static final ValueReader<Integer> EXIT_CODE = Scalars.wholeNumber(0, 255);

    private final Map<String, ValueReader<? extends Check>> kinds = new LinkedHashMap<>();
    private final ValueReader<String> name = Scalars.TEXT.once("every name of a check once in an environment");
    private final ForeignKinds foreign;

    /** Reads the kinds of other plugins besides the built-in ones. */
    public CheckReader(ForeignKinds foreign) {
        this.foreign = foreign;
        kinds.put("httpCheck", HttpCheckReader.named(name));
        kinds.put("tcpCheck", shortOr(TCP_ADDRESS, PlanMapping.TCP_CHECK, this::tcp));
        kinds.put("tlsCheck", shortOr(TLS_ADDRESS, PlanMapping.TLS_CHECK, this::tls));
        kinds.put("dnsCheck", shortOr(HOST, PlanMapping.DNS_CHECK, this::dns));
        kinds.put("commandCheck", shortOr(COMMAND, PlanMapping.COMMAND_CHECK, this::command));
        foreign.names().forEach(symbol -> kinds.put(symbol, ForeignCheck.reader(symbol, name)));
    }

    @Override
    public Optional<Check> read(PlanNode node, Problems problems) {
        addUnheardOf(node);
        List<String> allowed = List.copyOf(kinds.keySet());
        Optional<PlanNode.Entry> shallow = tooShallow(node);
        if (shallow.isPresent()) {
            problems.expected(
                    "the keys of " + shallow.get().key() + " below it, indented by two more",
                    "them beside it",
                    shallow.get().place());
            return Optional.empty();
        }
        return Fields.of(node, PlanMapping.CHECK.what(), allowed, problems).flatMap(fields -> {
            if (fields.size() != 1) {
                fields.wrong(
                        "exactly one of " + String.join(", ", allowed),
                        fields.size() == 0 ? "none" : fields.size() + " keys");
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
                    .forEach(symbol -> kinds.putIfAbsent(symbol, ForeignCheck.reader(symbol, name)));
        }
    }

    /** The kind of a check without anything below it, whose keys stand beside it: the slip of everybody's first plan. */
    private Optional<PlanNode.Entry> tooShallow(PlanNode node) {
        if (!(node instanceof PlanNode.Mapping mapping) || mapping.entries().size() < 2) {
            return Optional.empty();
        }
        List<PlanNode.Entry> kind = mapping.entries().stream()
                .filter(entry -> kinds.containsKey(entry.key()))
                .toList();
        return kind.size() == 1
                        && kind.get(0).value() instanceof PlanNode.Scalar scalar
                        && scalar.style() == PlanNode.Style.NOTHING
                ? Optional.of(kind.get(0))
                : Optional.empty();
    }

    /** A check is written as its target alone, or as a mapping. */
    private static <T> ValueReader<T> shortOr(
            ValueReader<T> target, PlanMapping kind, Function<Fields, Optional<T>> parts) {
        ValueReader<T> mapping = Fields.reader(kind, parts);
        return (node, problems) -> (node instanceof PlanNode.Scalar ? target : mapping).read(node, problems);
    }

    /**
     * Reads {@code "db.example.com:5432"}, or
     * {@code {name: cache, address: "cache.example.com:6379", send: 'PING\r\n', expect: PONG}}.
     */
    private Optional<TcpCheck> tcp(Fields fields) {
        Optional<String> title = fields.value("name", name);
        String send = fields.value("send", Scalars.VERBATIM).orElse("");
        String expect = fields.value("expect", Scalars.VERBATIM).orElse("");
        return fields.required("address", A_TCP_ADDRESS, TCP_ADDRESS)
                .flatMap(address -> fields.built(() -> {
                    TcpCheck check = address.sending(send).expecting(expect);
                    return title.map(check::named).orElse(check);
                }));
    }

    /**
     * Reads {@code "www.example.com:443"}, or
     * {@code {name: certificate, address: "www.example.com:443", minValidity: 14d}}. The port may be left out.
     */
    private Optional<TlsCheck> tls(Fields fields) {
        Optional<String> title = fields.value("name", name);
        Duration minValidity = fields.value("minValidity", Scalars.DURATION).orElse(Duration.ZERO);
        String authorities = fields.value("caCredentialsId", Scalars.TEXT).orElse("");
        return fields.required("address", A_TLS_ADDRESS, TLS_ADDRESS)
                .flatMap(address -> fields.built(() -> {
                    TlsCheck check = address.withMinValidity(minValidity).trusting(authorities);
                    return title.map(check::named).orElse(check);
                }));
    }

    /**
     * Reads {@code www.example.com}, or
     * {@code {name: name, host: www.example.com, resolvesTo: [203.0.113.7, 10.0.0.0/8]}}. What the name resolves to is a list,
     * or text with commas.
     */
    private Optional<DnsCheck> dns(Fields fields) {
        Optional<String> title = fields.value("name", name);
        List<IpNetwork> networks = fields.list("resolvesTo", (node, problems) -> {
            boolean text =
                    node instanceof PlanNode.Scalar scalar && !scalar.text().isBlank();
            return (text ? NETWORKS : LIST_OF_NETWORKS).read(node, problems);
        });
        return fields.required("host", A_HOST, HOST)
                .flatMap(host -> fields.built(() -> {
                    DnsCheck check = host.resolvingTo(networks);
                    return title.map(check::named).orElse(check);
                }));
    }

    /** Reads {@code ./smoke.sh}, or {@code {name: smoke, command: ./smoke.sh, exitCode: 0, outputContains: "all fine"}}. */
    private Optional<CommandCheck> command(Fields fields) {
        Optional<String> title = fields.value("name", name);
        int exitCode = fields.value("exitCode", EXIT_CODE).orElse(0);
        String contains = fields.value("outputContains", Scalars.SOME_VERBATIM).orElse("");
        String pattern = fields.value("outputMatches", Scalars.SOME_VERBATIM).orElse("");
        return fields.required("command", A_COMMAND, COMMAND)
                .flatMap(command -> fields.built(() -> {
                    CommandCheck check =
                            command.exiting(exitCode).containing(contains).matching(pattern);
                    return title.map(check::named).orElse(check);
                }));
    }
}
