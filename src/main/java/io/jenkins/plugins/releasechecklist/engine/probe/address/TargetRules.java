package io.jenkins.plugins.releasechecklist.engine.probe.address;

import java.io.Serializable;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One list of rules about targets.
 *
 * @param setting the name of the list, for messages
 * @param rules the rules, each for itself
 */
public record TargetRules(String setting, List<TargetRule> rules) implements Serializable {
    /** Copies the rules. */
    public TargetRules {
        rules = List.copyOf(rules);
    }

    /**
     * Reads a list.
     *
     * @param setting the name of the list, for messages
     * @param lines a rule each, as {@link TargetRule#parse} reads them, or blank
     * @return the rules
     * @throws IllegalArgumentException if a line has another form; the message names setting and number of the line
     */
    public static TargetRules parse(String setting, List<String> lines) {
        List<TargetRule> rules = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                if (!lines.get(i).isBlank()) {
                    rules.add(TargetRule.parse(lines.get(i)));
                }
            } catch (IllegalArgumentException e) {
                // Without the cause: whoever looks for the innermost message finds this one, which has all of it.
                throw new IllegalArgumentException(setting + ", line " + (i + 1) + ": " + e.getMessage());
            }
        }
        return new TargetRules(setting, rules);
    }

    /** The first rule that is about a name, wherever it leads. */
    Optional<TargetRule> matching(String host) {
        return rules.stream().filter(rule -> rule.matches(host)).findFirst();
    }

    /** The first rule that is about the target. */
    Optional<TargetRule> matching(String host, InetAddress address) {
        return rules.stream().filter(rule -> rule.matches(host, address)).findFirst();
    }
}
