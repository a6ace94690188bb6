package io.jenkins.plugins.releasechecklist.engine.probe.address;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets checks connect to what an administrator allows: to nothing that a denying rule is about, and where there are allowing
 * rules, only to what one of them is about. An address that only stands for another one is denied together with it
 * ({@link AddressForms}); it is not allowed together with it.
 *
 * @param allowed what may be connected to; when it has no rules, everything that is not denied
 * @param denied lists of what may not; they win
 */
public record NetworkPolicy(TargetRules allowed, List<TargetRules> denied) implements AddressGuard {
    /** Copies the lists. */
    public NetworkPolicy {
        denied = List.copyOf(denied);
    }

    @Override
    public void check(String host, InetAddress address) throws ForbiddenAddressException {
        Set<InetAddress> others = AddressForms.of(address);
        for (TargetRules list : denied) {
            Optional<TargetRule> rule = list.matching(host, address)
                    .or(() -> others.stream()
                            .flatMap(other -> list.matching(host, other).stream())
                            .findFirst());
            if (rule.isPresent()) {
                throw new ForbiddenAddressException(Phrase.of("probe.address.denied", rule.get(), list.setting()));
            }
        }
        if (!allowed.rules().isEmpty() && allowed.matching(host, address).isEmpty()) {
            throw new ForbiddenAddressException(Phrase.of("probe.address.notAllowed", allowed.setting()));
        }
    }

    @Override
    public void checkName(String host) throws ForbiddenAddressException {
        for (TargetRules list : denied) {
            Optional<TargetRule> rule = list.matching(host);
            if (rule.isPresent()) {
                throw new ForbiddenAddressException(Phrase.of("probe.address.denied", rule.get(), list.setting()));
            }
        }
        if (!allowed.rules().isEmpty() && allowed.matching(host).isEmpty()) {
            throw new ForbiddenAddressException(Phrase.of("probe.address.notAllowed", allowed.setting()));
        }
    }
}
