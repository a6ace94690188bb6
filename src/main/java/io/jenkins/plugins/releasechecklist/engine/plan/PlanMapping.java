package io.jenkins.plugins.releasechecklist.engine.plan;

import java.util.List;

/**
 * The mappings of a plan and of a checklist with their keys, in the order in which messages, the schema and the documentation
 * list them.
 */
public enum PlanMapping {
    PLAN("a release plan", "application template checklist rollback notes environments announce audiences handoff"),
    ENVIRONMENT("an environment", "checks gate window verify"),
    /** The built-in kinds; other plugins bring more. */
    CHECK("a check", "httpCheck tcpCheck tlsCheck dnsCheck commandCheck"),
    HTTP_CHECK(
            "an HTTP check",
            "name url method headers body form json status expectHeaders bodyContains bodyNotContains bodyMatches "
                    + "jsonPath expect matches maxLatency credentialsId certificateId caCredentialsId redirects"),
    TCP_CHECK("an address such as db.example.com:5432, or a TCP check", "name address send expect"),
    TLS_CHECK("an address such as www.example.com:443, or a TLS check", "name address minValidity caCredentialsId"),
    DNS_CHECK("a host name such as www.example.com, or a DNS check", "name host resolvesTo"),
    COMMAND_CHECK(
            "a command such as ./smoke.sh, or a check by a command",
            "name command exitCode outputContains outputMatches"),
    GATE("a gate", "approvals veto forbidSelfApproval requires timeout onTimeout"),
    APPROVAL("an approval", "role anyOf count"),
    WINDOW("a window", "days from to zone"),
    VERIFICATION(
            "a verification",
            "duration interval initialDelay successRate p50 p95 p99 consecutiveFailures version metrics"),
    VERSION("a version probe", "url urls jsonPath credentialsId caCredentialsId instances"),
    METRIC(
            "a metric",
            "name prometheus query url jsonPath headers headerCredentials unit pass failureLimit consecutiveSuccesses"
                    + " initialDelay dryRun credentialsId caCredentialsId"),
    NOTES("release notes", "summary changes migration knownIssues"),
    ANNOUNCEMENT("an announcement", "channel audience"),
    CHECKLIST("a checklist", "id title environments releasedBy sections responsibilities resources"),
    SECTION("a section", "id title incident items"),
    ITEM("an item", "id title owners completedBy impliedBy signOff requiredFor ifApplicable parts"),
    COMPLETION("what completes the item", "step environment plan window"),
    SIGN_OFF("a sign-off", "anyOf allOf"),
    PART("a part", "title url"),
    RESPONSIBILITY("a responsibility", "roles duties"),
    RESOURCE("a resource", "title url");

    private final String what;
    private final List<String> keys;

    PlanMapping(String what, String keys) {
        this.what = what;
        this.keys = List.of(keys.split(" "));
    }

    /** How a message names the mapping, such as {@code a gate}. */
    public String what() {
        return what;
    }

    /** The keys that may stand there; every other one is a problem. */
    public List<String> keys() {
        return keys;
    }
}
