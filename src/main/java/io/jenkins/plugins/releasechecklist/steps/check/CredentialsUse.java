package io.jenkins.plugins.releasechecklist.steps.check;

import io.jenkins.plugins.releasechecklist.config.CredentialsTarget;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.ForwardingCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionCheck;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Credentials that a check takes somewhere.
 *
 * @param id their id
 * @param check the name of the check
 * @param url where they go; empty where only another plugin knows
 * @param sent whether they are sent, and not only proved to be there as the key of a certificate is
 */
record CredentialsUse(String id, String check, Optional<URI> url, boolean sent) {
    private static final Pattern ID = Pattern.compile("(?i).*(credential|certificate)s?id");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?(::|(0{1,4}:){7}0{0,3})1]?");

    /** What the check uses, none of another one's. */
    static Stream<CredentialsUse> of(Check check) {
        return parts(check).flatMap(CredentialsUse::ofPart);
    }

    /** The checks that a check consists of. */
    static Stream<Check> parts(Check check) {
        if (check instanceof ForwardingCheck forwarding) {
            return parts(forwarding.check());
        }
        return check instanceof VersionCheck version
                ? version.requests().stream().map(part -> part)
                : Stream.of(check);
    }

    private static Stream<CredentialsUse> ofPart(Check check) {
        if (check instanceof ForeignCheck foreign) {
            return ids(foreign.parameters()).map(id -> new CredentialsUse(id, check.name(), Optional.empty(), true));
        }
        if (check instanceof HttpCheck http) {
            Optional<URI> url = Optional.of(http.url());
            return Stream.concat(
                    http.sentCredentials().stream().map(id -> new CredentialsUse(id, http.name(), url, true)),
                    http.provingCredentials().stream().map(id -> new CredentialsUse(id, http.name(), url, false)));
        }
        if (check instanceof TlsCheck tls && !tls.caCredentialsId().isEmpty()) {
            return Stream.of(new CredentialsUse(tls.caCredentialsId(), tls.name(), Optional.of(tls.url()), false));
        }
        return Stream.empty();
    }

    /** Another plugin's check names them as the checks of Jenkins do. */
    private static Stream<String> ids(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .flatMap(entry -> entry.getValue() instanceof String id
                            ? Stream.of(id)
                                    .filter(it -> ID.matcher(String.valueOf(entry.getKey()))
                                            .matches())
                            : ids(entry.getValue()));
        }
        return value instanceof Collection<?> values ? values.stream().flatMap(CredentialsUse::ids) : Stream.empty();
    }

    /** The host that they go to. */
    String host() {
        return url.map(it -> HttpUrl.address(it).host()).orElse("?");
    }

    /** Whether the administrator lets them go there, whoever says so. */
    boolean isBound() {
        return targets().findAny().isPresent();
    }

    /** Whether everybody on the way could read them. What stays on the machine is on no way. */
    boolean isReadable() {
        return sent
                && url.filter(it -> HttpUrl.scheme(it).equals("http")).isPresent()
                && !LOOPBACK.matcher(host()).matches()
                && targets().noneMatch(CredentialsTarget::isPlainHttp);
    }

    private Stream<CredentialsTarget> targets() {
        return url.isEmpty()
                ? Stream.empty()
                : ReleaseChecklistConfiguration.get().getCredentialsTargets().stream()
                        .filter(target -> target.covers(id, host()));
    }
}
